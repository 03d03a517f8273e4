//! Tables as Parquet, a column at a time: rows are held until there are enough for a group. Every column may
//! have no value; texts are UTF-8, days and times say that they are.

use super::columns::Column;
use super::value::{Kind, Value};
use super::{Book, Table, TableOut};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::io;
use std::sync::Arc;

/// How many rows, and how many bytes of text, are held at most.
const ROWS: usize = 16_384;
const BYTES: usize = 1 << 22;

/// A file for each table.
pub(super) struct Files<'o> {
    /// In the order of the tables.
    files: Vec<File<'o>>,
}

/// The file of a table.
struct File<'o> {
    writer: SerializedFileWriter<TableOut<'o>>,
    columns: Vec<Held>,
    rows: usize,
    bytes: usize,
}

/// What is held of a column.
struct Held {
    values: Values,
    /// For each row 1 where it has a value, and 0.
    levels: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Decimal(Vec<f64>),
    Day(Vec<i32>),
}

impl<'o> Files<'o> {
    pub(super) fn new(
        mut open: impl FnMut(Table) -> io::Result<TableOut<'o>>,
    ) -> io::Result<Files<'o>> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("jinyu ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let properties = Arc::new(properties);
        let mut files = Vec::with_capacity(Table::ALL.len());
        for table in Table::ALL {
            let schema = schema(table).map_err(failed)?;
            let out = open(table)?;
            let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::clone(&properties));
            let columns = table.columns().iter().map(Held::new).collect();
            files.push(File { writer: writer.map_err(failed)?, columns, rows: 0, bytes: 0 });
        }
        Ok(Files { files })
    }
}

impl Book for Files<'_> {
    fn row(&mut self, table: Table, row: &[Value<'_>]) -> io::Result<()> {
        let Some(file) = self.files.get_mut(table as usize) else { return Ok(()) };
        file.rows += 1;
        for (held, value) in file.columns.iter_mut().zip(row) {
            file.bytes += held.hold(value);
        }
        if file.rows < ROWS && file.bytes < BYTES {
            return Ok(());
        }
        file.group().map_err(failed)
    }

    fn finish(&mut self) -> io::Result<()> {
        for file in &mut self.files {
            file.group().and_then(|()| file.writer.finish().map(drop)).map_err(failed)?;
        }
        Ok(())
    }
}

impl File<'_> {
    /// Writes what is held.
    fn group(&mut self) -> Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        (self.rows, self.bytes) = (0, 0);
        let mut group = self.writer.next_row_group()?;
        for held in &mut self.columns {
            if let Some(column) = group.next_column()? {
                held.write(column)?;
            }
        }
        group.close().map(drop)
    }
}

impl Held {
    fn new(column: &Column) -> Held {
        let values = match column.kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Integer | Kind::Time => Values::Integer(Vec::new()),
            Kind::Decimal => Values::Decimal(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
        };
        Held { values, levels: Vec::new() }
    }

    /// Holds a value, and says how many bytes of text it has. One that is not of its column is none.
    fn hold(&mut self, value: &Value<'_>) -> usize {
        let mut bytes = 0;
        let fits = match (&mut self.values, value) {
            (Values::Text(values), Value::Text(text)) => {
                bytes = text.len();
                values.push(ByteArray::from(text.as_ref()));
                true
            }
            (Values::Integer(values), Value::Integer(number) | Value::Time(number)) => {
                values.push(*number);
                true
            }
            (Values::Decimal(values), Value::Decimal(number)) => {
                values.push(*number);
                true
            }
            (Values::Day(values), Value::Day(day)) => {
                values.push(*day);
                true
            }
            _ => false,
        };
        self.levels.push(i16::from(fits));
        bytes
    }

    fn write(&mut self, mut column: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = Some(self.levels.as_slice());
        match &mut self.values {
            Values::Text(values) => {
                column.typed::<ByteArrayType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Integer(values) => {
                column.typed::<Int64Type>().write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Decimal(values) => {
                column.typed::<DoubleType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Values::Day(values) => {
                column.typed::<Int32Type>().write_batch(values, levels, None)?;
                values.clear();
            }
        }
        self.levels.clear();
        column.close()
    }
}

fn schema(table: Table) -> Result<Type, ParquetError> {
    let fields: Result<Vec<_>, _> =
        table.columns().iter().map(|column| field(column).map(Arc::new)).collect();
    Type::group_type_builder(table.name()).with_fields(fields?).build()
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Decimal => (Physical::DOUBLE, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Time => (Physical::INT64, Some(local_time())),
    };
    Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

/// Milliseconds on a clock whose zone nobody wrote down.
fn local_time() -> LogicalType {
    LogicalType::timestamp(false, TimeUnit::MILLIS)
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
