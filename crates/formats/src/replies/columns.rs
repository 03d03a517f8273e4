//! What each column of a table is for, by the names in its header. Knows no file format.

use crate::fields::{Field, field_with_id};

/// The columns of a table, each by the number that its caller gives it.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) replies: Vec<usize>,
    /// The best first.
    pub(super) ids: Vec<usize>,
    pub(super) role: Option<usize>,
    pub(super) channel: Option<usize>,
}

impl Columns {
    /// The columns of these names; `id_field` is one more name of an id.
    pub(super) fn of<'n>(
        header: impl IntoIterator<Item = (usize, &'n str)>,
        id_field: &str,
    ) -> Columns {
        let mut columns = Columns::default();
        let mut ids = Vec::new();
        for (at, name) in header {
            match field_with_id(name, id_field) {
                Some(Field::Reply) => columns.replies.push(at),
                Some(Field::Id(rank)) => ids.push((rank, at)),
                Some(Field::Role) => columns.role = Some(at),
                Some(Field::Channel) => columns.channel = Some(at),
                Some(Field::Ignore) | None => {}
            }
        }
        ids.sort_unstable();
        columns.ids = ids.into_iter().map(|(_, at)| at).collect();
        columns
    }

    /// How many columns have a name that says what they are for.
    pub(super) fn known(&self) -> usize {
        let others = [self.role, self.channel].into_iter().flatten().count();
        self.replies.len() + self.ids.len() + others
    }
}
