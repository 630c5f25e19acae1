//! A response on its way, before anyone knows the type of its items.

use std::borrow::Cow;
use std::future::{Future, poll_fn};
use std::mem;
use std::pin::Pin;

use bytes::Bytes;

use crate::Error;
use crate::client::Client;
use crate::client::answer::{Answer, Rest};
use crate::client::call::Options;
use crate::client::exchange::{self, Expected};
use crate::codec::items::{Places, Way, read_items};
use crate::codec::{DecodeError, ReadContext};
use crate::mime::MediaType;
use crate::schema::Member;
use crate::soap::incoming::{Incoming, Target};
use crate::soap::{Body, Encoding, Form, Message, Operation};
use crate::transport::{Pieces, Response, StreamedResponse, TransportError};
use crate::xml;
use crate::xml::feed::Feed;
use crate::xml::split::{Splitter, Step};

/// A response whose items are taken out while it comes.
pub(super) struct Flow(State);

type Sent = Pin<Box<dyn Future<Output = Result<StreamedResponse, TransportError>> + Send>>;

enum State {
    Failed(Error),
    Sent(Box<Begun>),
    Coming(Box<Coming>),
    /// The items have come; what's around them hasn't been read.
    Come(Box<Coming>),
    Over,
}

/// What is known of a response before it comes.
struct Begun {
    sent: Sent,
    expected: Expected,
    wanted: Wanted,
}

/// Which items are wanted.
struct Wanted {
    way: Way,
    body: &'static Body,
    /// The message's own element.
    member: Option<&'static Member>,
}

/// A response that has begun to come.
struct Coming {
    pieces: Box<dyn Pieces>,
    /// What has come and wasn't looked at.
    piece: Bytes,
    ended: bool,
    feed: Feed,
    splitter: Splitter,
    wanted: Wanted,
    /// What precedes the items was looked at.
    opened: bool,
    answer: Answer,
    cx: ReadContext,
    /// How many items were read.
    read: u32,
}

impl Flow {
    /// Writes the request. It's sent when the flow is asked for items.
    pub(super) fn begin(
        client: &Client,
        operation: &'static Operation,
        request: &dyn Message,
        options: Options,
        way: Result<Way, String>,
    ) -> Flow {
        let begin = || {
            let wanted = Wanted::new(operation, way).map_err(Error::Setup)?;
            let (request, expected) = exchange::ready(client, operation, request, options)?;
            let transport = client.settings.transport.clone();
            Ok(State::Sent(Box::new(Begun {
                sent: Box::pin(async move { transport.stream(request).await }),
                expected,
                wanted,
            })))
        };
        Flow(begin().unwrap_or_else(State::Failed))
    }

    /// Puts the items that come next there; false when the response has come to its end. With an error there may be
    /// items, too, which came before it.
    pub(super) async fn next(&mut self, into: &mut (dyn Places + Send)) -> Result<bool, Error> {
        let outcome = self.advance(into).await;
        if outcome.is_err() {
            self.0 = State::Over;
        }
        outcome
    }

    // Whoever waits for this may give up, so nothing is taken out of the state before a wait.
    async fn advance(&mut self, into: &mut (dyn Places + Send)) -> Result<bool, Error> {
        if let State::Sent(begun) = &mut self.0 {
            let response = begun.sent.as_mut().await.map_err(Error::Transport)?;
            if let State::Sent(begun) = mem::replace(&mut self.0, State::Over) {
                let coming = Coming::new(response, begun.expected, begun.wanted)?;
                self.0 = State::Coming(Box::new(coming));
            }
        }
        if let State::Coming(coming) = &mut self.0
            && coming.next(into).await?
        {
            return Ok(true);
        }
        match mem::replace(&mut self.0, State::Over) {
            State::Failed(error) => return Err(error),
            State::Coming(coming) | State::Come(coming) => self.0 = State::Come(coming),
            State::Sent(_) | State::Over => {}
        }
        Ok(false)
    }

    /// Reads what's around the items, when they have come.
    pub(super) fn finish(&mut self, target: &mut dyn Target) -> Result<Rest, Error> {
        match mem::replace(&mut self.0, State::Over) {
            State::Come(coming) => coming.finish(target),
            _ => Err(Error::Setup("the call has ended already".to_owned())),
        }
    }
}

impl Wanted {
    fn new(operation: &'static Operation, way: Result<Way, String>) -> Result<Wanted, String> {
        if operation.http.is_some() {
            let name = operation.name;
            return Err(format!(
                "{name} goes over plain HTTP: items are read from envelopes"
            ));
        }
        let Some(body) = &operation.output else {
            return Err(format!("{} has no response", operation.name));
        };
        if let Encoding::Encoded(_) = body.encoding {
            return Err(format!(
                "the response of {} is encoded: its items may stand anywhere, and can't be read one by one",
                operation.name
            ));
        }
        let member = match &body.form {
            Form::Element(member) | Form::Wrapper(member) => Some(member),
            Form::Content(_) => None,
        };
        Ok(Wanted {
            way: way?,
            body,
            member,
        })
    }

    /// What takes the items out of an envelope.
    fn splitter(&self, limit: usize) -> Splitter {
        let mut path = vec![Step::Any, Step::Named(vec!["Body"])];
        // What the message's element is called is looked at when there are items.
        path.extend(self.member.map(|_| Step::Any));
        let once = path.len();
        path.extend(self.way.names().map(Step::Named));
        Splitter::new(path, once, limit)
    }
}

impl Coming {
    fn new(
        response: StreamedResponse,
        expected: Expected,
        wanted: Wanted,
    ) -> Result<Coming, Error> {
        let limit = expected.settings.limits.bytes;
        let mut head = Response::new(response.status, "", Bytes::new());
        head.headers = response.headers;
        let answer = Answer::new(head, expected);
        let media = MediaType::new(answer.response.content_type().unwrap_or_default());
        let mut splitter = wanted.splitter(limit);
        if !answer.ok() {
            splitter.stop();
        } else if media.is_multipart() {
            let message = "the reply has attachments, so its items can't be read one by one";
            return Err(Error::unexpected_reply(message));
        }
        Ok(Coming {
            pieces: response.body,
            piece: Bytes::new(),
            ended: false,
            feed: Feed::new(media.charset().map(Cow::into_owned)),
            splitter,
            wanted,
            opened: false,
            cx: answer.reading(),
            answer,
            read: 0,
        })
    }

    /// Puts the items that come next there; false when all has come.
    async fn next(&mut self, into: &mut (dyn Places + Send)) -> Result<bool, Error> {
        // Pieces may be of any size.
        const STEP: usize = 64 << 10;
        loop {
            while self.splitter.advance().map_err(malformed)? {
                self.take(into)?;
                if into.count() > 0 {
                    return Ok(true);
                }
            }
            if self.ended {
                return Ok(false);
            }
            if self.piece.is_empty() {
                match poll_fn(|cx| self.pieces.poll_piece(cx)).await {
                    Some(piece) => self.piece = piece.map_err(Error::Transport)?,
                    None => self.ended = true,
                }
            }
            let step = self.piece.split_to(self.piece.len().min(STEP));
            let taken = self.feed.take(&step, self.ended, self.splitter.input());
            taken.map_err(malformed)?;
        }
    }

    /// Reads the items that were taken out.
    fn take(&mut self, into: &mut (dyn Places + Send)) -> Result<(), Error> {
        if !mem::replace(&mut self.opened, true) && !self.is_wanted()? {
            let run = self.splitter.run();
            let all = run.head..run.text.len();
            self.splitter.put_back(all);
            self.splitter.stop();
            return Ok(());
        }
        let way = (self.wanted.member, &self.wanted.way);
        let limits = self.answer.expected.settings.limits;
        let run = self.splitter.run();
        let others = read_items(&run, way, limits, &mut self.read, into, &mut self.cx)?;
        for part in others {
            self.splitter.put_back(part);
        }
        Ok(())
    }

    /// Whether this is the envelope of a response, with nothing in its header that forbids to read on.
    fn is_wanted(&self) -> Result<bool, Error> {
        let run = self.splitter.run();
        let items = run.text.get(run.head..).unwrap_or_default();
        let begun = [self.splitter.rest(), items].concat();
        let expected = &self.answer.expected;
        match Incoming::open(&begun, expected.settings.limits, expected.strict) {
            Ok(incoming) if incoming.holds(self.wanted.body, expected.strict) => {
                self.answer.check_headers(&incoming.headers)?;
                Ok(true)
            }
            // The reading of the whole tells what's wrong with it.
            _ => Ok(false),
        }
    }

    /// Reads what's around the items.
    fn finish(mut self, target: &mut dyn Target) -> Result<Rest, Error> {
        let Wanted { way, member, .. } = &self.wanted;
        way.passed(*member, self.read, &mut self.cx);
        // The mark says that it's UTF-8 now, whatever it was.
        let text = ["\u{FEFF}", self.splitter.finish()].concat();
        self.answer.response.body = text.into();
        let rest = self.answer.go_on(self.cx).read(target);
        rest.map_err(|error| match error {
            Error::Decode(mut error) => {
                error.offset = self.splitter.offset(error.offset);
                Error::Decode(error)
            }
            error => error,
        })
    }
}

fn malformed(error: xml::Error) -> Error {
    Error::Decode(DecodeError {
        path: String::new(),
        offset: error.offset,
        message: error.message.into_owned(),
    })
}
