package document

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// The files of a paper sent down lie once, under the committee's paper: every cell that
// has it reads the same ones. Whoever calls the functions here has asked the right to.

// SentFiles lists the files of a paper sent down.
func SentFiles(rd *store.Reader, origin string) ([]Attachment, error) {
	return filesOf(rd, "document", origin)
}

// SentFile reads the row of one file that belongs to a paper, whosever it is.
func SentFile(rd *store.Reader, id string) (Attachment, error) {
	return store.One(rd, scanFile, `select `+fileColumns+` from attachment where tenant = $1 and id = $2 and document <> '' and gone_at is null`, id)
}

// AttachSent puts a checked file to a paper sent down. The same file again is the same.
func AttachSent(tx *store.Tx, org string, a Attachment, c Checked) (Attachment, error) {
	return attach(tx, org, a, c)
}

// DetachSent takes one away again; the cells have it no more.
func DetachSent(tx *store.Tx, org string, a Attachment) error { return detach(tx, org, a) }

// read asks whether the viewer may have a file of a paper: one of his cell's register,
// or one of which his cell has a copy that is meant for him.
func (a Attachment) read(rd *store.Reader) error {
	_, err := Get(rd, a.Document)
	if fault.KindOf(err) != fault.NotFound {
		return err
	}
	where, args, err := access.Where(rd, access.DocumentView, "e.path", 4)
	if err != nil {
		return err
	}
	args = append([]any{a.Document, rd.Today()}, args...)
	copies, err := rd.Strings(`select d.id from document d join org_edge e on e.tenant = d.tenant and e.org = d.org and e.valid_from <= $3 and (e.valid_to is null or e.valid_to > $3)
		where d.tenant = $1 and d.origin = $2 and `+where+` limit 20`, args...)
	if err != nil {
		return err
	}
	for _, id := range copies {
		if _, err := Get(rd, id); fault.KindOf(err) != fault.NotFound {
			return err
		}
	}
	return fault.Missing()
}
