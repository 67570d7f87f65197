package app

import (
	"context"
	"encoding/json"
	"errors"

	"chibo/internal/api"
	"chibo/internal/assist"
	"chibo/internal/blob"
	"chibo/internal/counts"
	"chibo/internal/demo"
	"chibo/internal/digest"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/duty"
	"chibo/internal/formality"
	"chibo/internal/job"
	"chibo/internal/mail"
	"chibo/internal/member"
	"chibo/internal/minutes"
	"chibo/internal/office/pdf"
	"chibo/internal/privacy"
	"chibo/internal/regulation"
	"chibo/internal/report"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/task"
	"chibo/internal/web/link"
)

// jobs names what the program does by itself after a write asked for it.
func jobs(books *regulation.Books, files blob.Store, pdfs string, post mail.Server, origin string) map[string]job.Handler {
	return map[string]job.Handler{
		report.Job:           under(books, report.Handler),
		report.NightJob:      under(books, report.Nightly),
		minutes.SealedJob:    settled(under(books, formality.Handler)),
		counts.SendJob:       under(books, counts.Send),
		api.ImportJob:        under(books, takeIn),
		document.SweepJob:    document.Sweep(files),
		directive.DeliverJob: directive.Deliver,
		member.MergedJob:     followMerger,
		privacy.NightJob:     under(books, privacy.Keep),
		demo.PracticeJob:     wipePractice(files),
		privacy.ScrubJob:     scrub(pdfs),
		digest.RoundJob:      mailing(post, under(books, digest.Round)),
		digest.LetterJob: mailing(post, under(books, func(book *rule.Book) job.Handler {
			return digest.Letter(book, post.Send, digest.Paths{Origin: origin, Page: link.MyDigest, Off: link.NoLetters + "/"})
		})),
	}
}

// under gives a job the rules of the committee it works for.
func under(books *regulation.Books, do func(*rule.Book) job.Handler) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error {
		book, err := books.Of(ctx, v.Tenant)
		if err != nil {
			return err
		}
		return do(book)(ctx, db, v, payload)
	}
}

// settled does a job of what was sealed and lets the counts of the month go up, where
// the committee lets them.
func settled(do job.Handler) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error {
		if err := do(ctx, db, v, payload); err != nil {
			return err
		}
		return db.Bulk(ctx, v, counts.Settled)
	}
}

// mailing does a job only where a mail server is named; without one nothing goes and
// nothing comes round again.
func mailing(post mail.Server, do job.Handler) job.Handler {
	if post.On() {
		return do
	}
	return func(context.Context, *store.DB, store.Viewer, json.RawMessage) error { return nil }
}

// scrub lets the database file and the kept PDFs forget what was erased.
func scrub(pdfs string) job.Handler {
	return func(ctx context.Context, db *store.DB, _ store.Viewer, _ json.RawMessage) error {
		return Scrub(ctx, db, pdfs)
	}
}

// Scrub is the last step of an erasure: what was deleted is also written over.
func Scrub(ctx context.Context, db *store.DB, pdfs string) error {
	return errors.Join(pdf.Empty(pdfs), db.Scrub(ctx))
}

// takeIn commits an import in chunks that let the people at work go first; a
// job begun again goes on where the rows say it stopped.
func takeIn(book *rule.Book) job.Handler {
	return func(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error {
		var in struct{ Import string }
		if err := json.Unmarshal(payload, &in); err != nil {
			return err
		}
		return TakeIn(ctx, db, v, book, in.Import)
	}
}

// rowsAtOnce keeps one transaction of an import to some milliseconds.
const rowsAtOnce = 100

// TakeIn does the chunks of one import until it is done.
func TakeIn(ctx context.Context, db *store.DB, v store.Viewer, book *rule.Book, id string) error {
	for {
		var done bool
		if err := db.Bulk(ctx, v, func(tx *store.Tx) (err error) {
			done, err = member.CommitChunk(tx, book, id, rowsAtOnce)
			return err
		}); err != nil || done {
			return err
		}
	}
}

// followMerger lets what a merged cell had under way go on in the cell its
// members now stand in.
func followMerger(ctx context.Context, db *store.DB, v store.Viewer, payload json.RawMessage) error {
	var in member.Merger
	if err := json.Unmarshal(payload, &in); err != nil {
		return err
	}
	return db.Bulk(ctx, v, func(tx *store.Tx) error {
		if err := task.Follow(tx, in.From, in.Into); err != nil {
			return err
		}
		if err := assist.Follow(tx, in.From, in.Into); err != nil {
			return err
		}
		return duty.Follow(tx, in.From, in.Into)
	})
}

// nights asks for every committee's coming night, in which data past their time go and
// the months are derived again; where a night is asked for already, it stays.
func (a *App) nights(ctx context.Context) error {
	tenants, err := a.DB.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		if err := a.DB.Write(ctx, Officer(t), func(tx *store.Tx) error { return errors.Join(privacy.Begin(tx), report.Begin(tx)) }); err != nil {
			return err
		}
		if err := a.DB.Write(ctx, Officer(t), counts.Begin); err != nil {
			return err
		}
		if a.Config.SMTP.On() {
			if err := a.DB.Write(ctx, Officer(t), digest.Begin); err != nil {
				return err
			}
		}
	}
	return nil
}
