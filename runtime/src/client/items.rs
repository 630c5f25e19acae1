//! The repeated elements of a response, one by one, while it comes.

mod flow;

use std::collections::VecDeque;
use std::fmt;

use super::call::{Call, Reply};
use crate::Error;
use crate::codec::items::Way;
use crate::value::Value;
use flow::Flow;

/// The items of a response of type `R`: values of type `T`, read while the response comes. Made by [`Call::items`].
///
/// However many there are, no more is held at one time than what came last and what surrounds the items. Nothing comes
/// that isn't asked for here. Dropping this breaks the response off.
#[must_use = "nothing is sent until an item is asked for"]
pub struct Items<R, T> {
    flow: Flow,
    ready: VecDeque<T>,
    /// What comes after those that are ready.
    end: Option<Result<Reply<R>, Error>>,
}

impl<R: Value + Send + 'static> Call<'_, R> {
    /// Reads the elements at `path` one by one, for responses that are too long to be held. The path is of the local names
    /// that lead to the elements from the response's own, e.g. `getRecordsResult/record`; `T` is their type in the
    /// response.
    ///
    /// ```no_run
    /// # async fn run<R, Record>(call: castile::Call<'_, R>) -> Result<(), castile::Error>
    /// # where
    /// #     R: castile::value::Value + Send + 'static,
    /// #     Record: castile::value::Value + Send + 'static,
    /// # {
    /// let mut records = call.items::<Record>("getRecordsResult/record");
    /// while let Some(record) = records.next().await? {
    ///     // ..
    /// }
    /// let reply = records.finish().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The limit for bytes is one for each item, and for all that surrounds them; the whole may be longer. The timeout is
    /// for the response to begin, and then for each piece of it. A response that is encoded, or has attachments, can't be
    /// read so. What is wrong with the path, the first [`Items::next`] says.
    pub fn items<T: Value + Send + 'static>(self, path: &str) -> Items<R, T> {
        let (mut response, mut item) = (R::default(), T::default());
        let way = Way::find(response.slot(false), path, item.slot(false));
        Items {
            flow: Flow::begin(self.client, self.operation, self.request, self.options, way),
            ready: VecDeque::new(),
            end: None,
        }
    }
}

impl<R: Value + Send + 'static, T: Value + Send + 'static> Items<R, T> {
    /// The next item; `None` when the response has come to its end, and all of it was read without an error.
    ///
    /// # Errors
    /// As a call's, once. A fault or a broken connection may come after any number of items.
    pub async fn next(&mut self) -> Result<Option<T>, Error> {
        while self.ready.is_empty() && self.end.is_none() {
            let mut items: Vec<T> = Vec::new();
            let more = self.flow.next(&mut items).await;
            self.ready = items.into();
            self.end = match more {
                Ok(true) => None,
                Ok(false) => {
                    let mut body = R::default();
                    let rest = self.flow.finish(&mut body);
                    Some(rest.map(|rest| Reply::new(body, rest)))
                }
                Err(error) => Some(Err(error)),
            };
        }
        if let Some(item) = self.ready.pop_front() {
            return Ok(Some(item));
        }
        match self.end.take() {
            Some(Err(error)) => Err(error),
            end => {
                self.end = end;
                Ok(None)
            }
        }
    }

    /// Reads to the end, passing over the items that are left, and gives the response without any items, with all that
    /// came with it.
    ///
    /// # Errors
    /// As [`Items::next`].
    pub async fn finish(mut self) -> Result<Reply<R>, Error> {
        while self.next().await?.is_some() {}
        self.end.unwrap_or_else(|| {
            let message = "the response ended with an error before";
            Err(Error::Setup(message.to_owned()))
        })
    }

    /// [`Items::next`] without async.
    ///
    /// # Errors
    /// As [`Items::next`], and [`Error::Setup`] in the middle of async code, which must not wait so.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Result<Option<T>, Error> {
        super::blocking::wait(self.next())
    }

    /// [`Items::finish`] without async.
    ///
    /// # Errors
    /// As [`Items::finish`], and [`Error::Setup`] in the middle of async code, which must not wait so.
    #[cfg(feature = "blocking")]
    pub fn finish_blocking(self) -> Result<Reply<R>, Error> {
        super::blocking::wait(self.finish())
    }
}

impl<R, T> fmt::Debug for Items<R, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}
