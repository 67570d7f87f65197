// Package sheet reads lists from .xlsx and .csv files into plain rows, finds
// where the table in them begins, and writes .xlsx and .csv files. What it reads
// comes from strangers, so every size is checked before memory is spent on it.
package sheet

// Error is a reason why a file cannot be read. The values below are compared
// with errors.Is; the code names the reason to programs and text catalogues.
type Error struct{ Code string }

func (e *Error) Error() string { return "sheet: " + e.Code }

// The reasons why a file is refused.
var (
	// ErrTooBig says that the file is larger than Limits.Bytes.
	ErrTooBig = &Error{"too_big"}
	// ErrEncrypted says that the file is locked with a password.
	ErrEncrypted = &Error{"encrypted"}
	// ErrOldFormat says that the file is an .xls of Excel 97–2003.
	ErrOldFormat = &Error{"old_format"}
	// ErrMacro says that the workbook carries macros.
	ErrMacro = &Error{"macro"}
	// ErrZipBomb says that the file unpacks to far more than its size.
	ErrZipBomb = &Error{"zip_bomb"}
	// ErrTruncated says that the file is cut off or damaged.
	ErrTruncated = &Error{"truncated"}
	// ErrNotSheet says that the file is no .xlsx and no .csv.
	ErrNotSheet = &Error{"not_sheet"}
	// ErrTooManyCells says that a sheet has more cells than Limits.Cells.
	ErrTooManyCells = &Error{"too_many_cells"}
	// ErrExternal says that the file declares a document type or entities,
	// the way to make a reader fetch other files.
	ErrExternal = &Error{"external"}
	// ErrNoSheet says that the workbook has no sheet of that name.
	ErrNoSheet = &Error{"no_sheet"}
)

// Limits bounds what a file may cost. A zero field takes its default.
type Limits struct {
	Bytes    int64 // size of the file, 10 MB
	Unpacked int64 // size of all its parts unpacked, 100 MB
	Ratio    int64 // unpacked to packed size of one part, 200
	Cells    int   // cells of one sheet, gaps in a row included, 500 000
}

func (l Limits) orDefault() Limits {
	if l.Bytes <= 0 {
		l.Bytes = 10 << 20
	}
	if l.Unpacked <= 0 {
		l.Unpacked = 100 << 20
	}
	if l.Ratio <= 0 {
		l.Ratio = 200
	}
	if l.Cells <= 0 {
		l.Cells = 500_000
	}
	return l
}
