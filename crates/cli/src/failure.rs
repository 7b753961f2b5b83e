//! Why a call did not work.

use pelikirja_app::{AppError, ErrorCode};

/// Why it did not work.
pub enum Failure {
    /// The call was wrong.
    Usage(AppError),
    /// The program refused.
    App(AppError),
    /// Standard output was closed before all was written, as `head` does.
    NobodyReads,
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error.code {
            ErrorCode::UnknownCommand | ErrorCode::BadRequest => Self::Usage(error),
            _ => Self::App(error),
        }
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => Self::App(AppError::new(ErrorCode::Internal, format!("{other:?}"))),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::NobodyReads;
        }
        Self::App(AppError::new(ErrorCode::Internal, error.to_string()))
    }
}

/// The call was wrong in a way that the parser of arguments does not see.
pub fn usage(words: impl Into<String>) -> Failure {
    AppError::new(ErrorCode::BadRequest, words).into()
}

/// Result of a call.
pub type Result<T, E = Failure> = std::result::Result<T, E>;
