//! Times and tables.

use std::time::{Duration, Instant};

/// A contender, by what it does once.
pub struct Contender<'a> {
    pub name: &'static str,
    pub work: Box<dyn FnMut() + 'a>,
}

impl<'a> Contender<'a> {
    pub fn new(name: &'static str, work: impl FnMut() + 'a) -> Self {
        Contender {
            name,
            work: Box::new(work),
        }
    }
}

/// The seconds that each contender takes at best. They run in turns, so that what else the machine does meets them all.
pub fn race(contenders: &mut [Contender<'_>], budget: Duration) -> Vec<f64> {
    const LEAST: usize = 5;
    let mut best = vec![f64::MAX; contenders.len()];
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < LEAST || start.elapsed() < budget {
        for (contender, best) in contenders.iter_mut().zip(&mut best) {
            let start = Instant::now();
            (contender.work)();
            *best = best.min(start.elapsed().as_secs_f64());
        }
        rounds += 1;
    }
    best
}

/// Prints rows in columns as wide as they need to be, as Markdown has tables.
pub fn print(head: &[&str], rows: &[Vec<String>]) {
    let width = |i: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(i))
            .map(|cell| cell.chars().count());
        cells.chain([head[i].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let cells = cells.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(i, (cell, &w))| {
                if i == 0 {
                    format!("{cell:<w$}")
                } else {
                    format!("{cell:>w$}")
                }
            })
            .collect();
        println!("| {} |", cells.join(" | "));
    };
    line(head.to_vec());
    let rules: Vec<String> = widths
        .iter()
        .enumerate()
        .map(|(i, &w)| {
            if i == 0 {
                "-".repeat(w)
            } else {
                "-".repeat(w - 1) + ":"
            }
        })
        .collect();
    line(rules.iter().map(String::as_str).collect());
    for row in rows {
        line(row.iter().map(String::as_str).collect());
    }
    println!();
}
