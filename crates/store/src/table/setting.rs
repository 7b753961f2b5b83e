//! Settings of the firm.

use pelikirja_domain::Id;

use crate::schema::setting;
use crate::{Base, IntoValue, Reader, Result, WriteTransaction};

impl Reader<'_> {
    /// The value of a setting.
    ///
    /// # Errors
    /// Those of the database.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        let sql = "SELECT value FROM setting WHERE name = ?1 AND deleted = 0";
        Ok(self.first(sql, [name], |row| row.get(0))?.flatten())
    }
}

impl WriteTransaction<'_> {
    /// Sets a setting. Returns whether it changed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<bool> {
        let id: Id = self.keyed_id(&[b"setting", name.as_bytes()])?;
        self.put(id, [(setting::NAME, name.into_value()), (setting::VALUE, value.into_value())])
    }

    /// As [`Self::set_setting`], by somebody who saw `began` when the log was as far as that ([`Base`]).
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_setting_from(
        &mut self,
        name: &str,
        value: &str,
        began: &str,
        log_place: Option<i64>,
    ) -> Result<bool> {
        if self.reader().setting(name)?.is_none() {
            return self.set_setting(name, value);
        }
        let id: Id = self.keyed_id(&[b"setting", name.as_bytes()])?;
        let base = Base { cells: vec![(setting::VALUE, began.into_value())], log_place };
        self.set_from(id, [(setting::NAME, name.into_value()), (setting::VALUE, value.into_value())], &base)
    }
}
