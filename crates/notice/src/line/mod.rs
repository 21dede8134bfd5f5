//! The whole line: lists in, decisions, then files out. It brings the rooms together; threads are here and nowhere else.

mod alone;
mod conveyor;
mod decide;
mod docket;
mod entry;
mod forecast;
mod join;
mod kin;
mod kit;
mod offer;
mod package;
mod produce;
mod risk;
mod rows;
mod settings;
mod sow;
mod tally;
mod verify;

pub use alone::Preview;
pub use conveyor::convey;
pub use decide::{Decision, decide, fingerprints};
pub use docket::{Dealt, Docket, NewAddress, Ruling};
pub use entry::{Disposition, Entry, Kinship, NONE};
pub use forecast::{FileForecast, Forecast, PoolForecast};
pub use kin::{Household, households, pairs};
pub use kit::{Kit, Pools};
pub use offer::{ShortOffer, short_offers};
pub use package::{ENGINE, Tray, exceptions, produce, proof_of};
pub use produce::{Bench, Job, Plan, Produced, Shop};
pub use risk::{Risk, risky};
pub use rows::{Glimpse, Roll, cells, glimpses, open_address, people};
pub use sow::Sown;
pub use tally::{FindingCount, Tally};
pub use verify::verify;
