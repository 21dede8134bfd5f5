//! The pieces that a file of letters really holds, by the readable marks of its sheets.

use super::row::ManifestRow;
use crate::party::PieceId;
use crate::readback::proofreader::Proofreader;
use rustc_hash::FxHashMap;
use std::collections::HashSet;

/// Piece whose mark each page carries, and pages on which each piece begins.
pub(super) struct PackageContents {
    pages: Vec<Option<PieceId>>,
    begins: FxHashMap<PieceId, Vec<usize>>,
}

impl PackageContents {
    pub(super) fn read(reader: &mut Proofreader<'_>) -> Self {
        let mut pages = Vec::with_capacity(reader.pages());
        let mut begins: FxHashMap<PieceId, Vec<usize>> = FxHashMap::default();
        for page in 0..reader.pages() {
            let mark = reader.mark(page);
            if let Some((id, 1)) = mark {
                begins.entry(id).or_default().push(page);
            }
            pages.push(mark.map(|(id, _)| id));
        }
        Self { pages, begins }
    }

    /// The pages, from 0, on which a piece begins.
    pub(super) fn places(&self, id: PieceId) -> &[usize] {
        self.begins.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The pages in the place of a piece.
    pub(super) fn instead(&self, row: &ManifestRow) -> String {
        let range = if row.first == row.last {
            format!("page {}", row.first)
        } else {
            format!("pages {} to {}", row.first, row.last)
        };
        let other =
            self.pages.iter().take(row.last as usize).skip(row.first as usize - 1).flatten().find(|id| **id != row.id);
        match other {
            Some(id) => format!("{range} hold piece {id}"),
            None if row.first as usize > self.pages.len() => format!("the file ends before {range}"),
            None => format!("{range} carry no mark of another piece"),
        }
    }

    /// The page, from 1, after which a piece breaks off because the next one begins too early.
    pub(super) fn cut_short(&self, row: &ManifestRow) -> Option<usize> {
        let inside = row.first as usize..row.last as usize;
        let next = self.pages.iter().enumerate().take(inside.end).skip(inside.start);
        let early = next.filter(|(_, mark)| mark.is_some_and(|id| id != row.id)).map(|(page, _)| page).next();
        early.or_else(|| (self.pages.len() < inside.end).then_some(self.pages.len()))
    }

    /// Pieces that begin in the file without being among the rows, with their page from 0.
    pub(super) fn strangers(&self, rows: &[ManifestRow]) -> Vec<(PieceId, usize)> {
        let known: HashSet<PieceId> = rows.iter().map(|row| row.id).collect();
        let mut found: Vec<_> =
            self.begins.iter().filter(|(id, _)| !known.contains(id)).map(|(id, pages)| (*id, pages[0])).collect();
        found.sort_unstable_by_key(|(_, page)| *page);
        found
    }
}
