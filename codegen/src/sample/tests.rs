//! Samples of whole documents.
