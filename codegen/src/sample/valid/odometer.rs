//! All ways to take a row of decisions, one after the other.

/// Decisions as they were taken, and how many ways there are at each.
#[derive(Default)]
pub(super) struct Odometer {
    taken: Vec<(usize, usize)>,
    at: usize,
}

impl Odometer {
    /// Decides among so many ways, at least one.
    pub(super) fn pick(&mut self, ways: usize) -> usize {
        if self.at == self.taken.len() {
            self.taken.push((0, ways));
        }
        let way = self.taken.get(self.at).map_or(0, |(way, _)| *way);
        self.at += 1;
        way
    }

    /// Goes back to the first decision, the last one that can being another than before. False: all were.
    pub(super) fn advance(&mut self) -> bool {
        self.taken.truncate(self.at);
        self.at = 0;
        while let Some((way, ways)) = self.taken.pop() {
            if way + 1 < ways {
                self.taken.push((way + 1, ways));
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Odometer;

    #[test]
    fn each_way_is_taken_once() {
        let mut odometer = Odometer::default();
        let mut found = Vec::new();
        loop {
            // How many decisions follow may hang on the first.
            let digits = match odometer.pick(3) {
                1 => "1".to_owned(),
                first => format!("{first}{}", odometer.pick(2)),
            };
            found.push(digits);
            if !odometer.advance() {
                break;
            }
        }
        assert_eq!(found, ["00", "01", "1", "20", "21"]);
    }
}
