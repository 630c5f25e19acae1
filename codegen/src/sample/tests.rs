//! Tests with documents: see below.
