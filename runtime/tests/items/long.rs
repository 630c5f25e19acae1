//! A response of 100 MB over loopback, in little memory.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;

use castile::Client;
use peak_alloc::PeakAlloc;

use super::{GetRecordsResponse, Record, operations, records};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// Answers one request with records, chunk by chunk; gives how many there were.
fn serve(listener: &TcpListener, bytes: usize, gzip: bool) -> usize {
    let (mut stream, _) = listener.accept().unwrap();
    let mut buffer = [0; 4096];
    let mut request = Vec::new();
    while !request.ends_with(b"</soap:Envelope>") {
        let read = stream.read(&mut buffer).unwrap();
        request.extend_from_slice(buffer.get(..read).unwrap());
    }
    let encoding = if gzip {
        "Content-Encoding: gzip\r\n"
    } else {
        ""
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n{encoding}Transfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let out = Chunks(stream);
    if gzip {
        let mut out = flate2::write::GzEncoder::new(out, flate2::Compression::fast());
        let count = send(&mut out, bytes);
        end(out.finish().unwrap());
        count
    } else {
        let mut out = std::io::BufWriter::with_capacity(1 << 16, out);
        let count = send(&mut out, bytes);
        end(out.into_inner().unwrap());
        count
    }
}

fn send(out: &mut impl Write, bytes: usize) -> usize {
    let around = records("|");
    let (before, after) = around.split_once('|').unwrap();
    out.write_all(before.as_bytes()).unwrap();
    let name = "n &lt; m ".repeat(200);
    let (mut sent, mut count) = (0, 0);
    while sent < bytes {
        let record = format!("<r:record><r:id>{count}</r:id><r:name>{name}</r:name></r:record>");
        out.write_all(record.as_bytes()).unwrap();
        sent += record.len();
        count += 1;
    }
    out.write_all(after.as_bytes()).unwrap();
    usize::try_from(count).unwrap()
}

fn end(Chunks(mut stream): Chunks) {
    stream.write_all(b"0\r\n\r\n").unwrap();
}

#[derive(Debug)]
struct Chunks(TcpStream);

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        write!(self.0, "{:x}\r\n", bytes.len())?;
        self.0.write_all(bytes)?;
        self.0.write_all(b"\r\n")?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// In a process of its own, since what other tests allocate counts too.
#[test]
fn long_responses_need_little_memory() {
    let program = std::env::current_exe().unwrap();
    let alone = ["--exact", "items::long::read_alone", "--ignored"];
    let output = Command::new(program).args(alone).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

#[tokio::test]
#[ignore = "counts all that the process allocates; long_responses_need_little_memory runs it"]
async fn read_alone() {
    for (bytes, gzip) in [(100_000_000, false), (20_000_000, true)] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || serve(&listener, bytes, gzip));
        let client = Client::new(&url).unwrap();
        let call = client.call::<GetRecordsResponse>(&operations::GET_RECORDS, &());
        let mut found = call.items::<Record>("result/record");
        let first = found.next().await.unwrap().unwrap();
        assert_eq!(first.id, 0);
        let before = ALLOCATED.current_usage();
        ALLOCATED.reset_peak_usage();
        let mut count = 1;
        while let Some(record) = found.next().await.unwrap() {
            assert_eq!(usize::try_from(record.id).unwrap(), count);
            count += 1;
        }
        let more = ALLOCATED.peak_usage().saturating_sub(before);
        assert!(more < 4 << 20, "{more} bytes for a response of {bytes}");
        assert_eq!(found.finish().await.unwrap().body.total, 3);
        assert_eq!(server.join().unwrap(), count);
    }
}
