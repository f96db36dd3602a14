//! How far long work is, for whoever waits at a terminal.

use std::io::{IsTerminal, Stderr, Write, stderr};
use std::time::{Duration, Instant};

/// What takes less time is over before anybody has read of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line at the foot of a terminal. What goes into a file or to a program is left alone.
pub struct Progress<W = Stderr> {
    terminal: Option<W>,
    patience: Duration,
    begun: Instant,
    step: String,
    /// The line as it stands there; empty if there is none.
    line: String,
}

impl Progress {
    /// On stderr. Whoever asked for `json` is a program.
    pub fn new(json: bool) -> Self {
        Self::on(Some(stderr()).filter(|stderr| !json && stderr.is_terminal()), PATIENCE)
    }
}

impl<W: Write> Progress<W> {
    fn on(terminal: Option<W>, patience: Duration) -> Self {
        let [step, line] = [String::new(), String::new()];
        Self { terminal, patience, begun: Instant::now(), step, line }
    }

    /// Another step has begun.
    pub fn begin(&mut self, step: &str) {
        step.clone_into(&mut self.step);
        self.tell(format!("{step} …"));
    }

    /// So much of the step is done, from 0 to 1.
    pub fn share(&mut self, share: f32) {
        self.tell(format!("{} … {} %", self.step, (100.0 * share) as u32));
    }

    /// Leaves the line as if nothing had been there.
    pub fn end(&mut self) {
        if !std::mem::take(&mut self.line).is_empty() {
            self.write("\r\x1b[K");
        }
    }

    fn tell(&mut self, line: String) {
        if self.begun.elapsed() >= self.patience && self.line != line {
            self.write(&format!("\r\x1b[K{line}"));
            self.line = line;
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(terminal) = &mut self.terminal {
            // With stderr gone there is nowhere to say so.
            let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(patience: Duration) -> String {
        let mut written = Vec::new();
        let mut progress = Progress::on(Some(&mut written), patience);
        progress.begin("laying out");
        [0.0, 0.104, 0.109, 1.0].into_iter().for_each(|share| progress.share(share));
        progress.begin("drawing");
        progress.end();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn long_work_is_told_on_one_line_that_goes_away() {
        let lines = told(Duration::ZERO);
        let lines: Vec<&str> = lines.split("\r\x1b[K").collect();
        let shares = ["", "laying out …", "laying out … 0 %", "laying out … 10 %"];
        assert_eq!(lines[..4], shares);
        assert_eq!(lines[4..], ["laying out … 100 %", "drawing …", ""]);
    }

    #[test]
    fn short_work_is_not_told() {
        assert_eq!(told(Duration::from_secs(3_600)), "");
    }
}
