package demo

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"chibo/internal/job"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/session"
	"chibo/internal/store"
)

// The committee and cell of a practice meeting. The name stands at the head of
// every paper and page of theirs: none can be taken for a real one.
const (
	practiceWard = "Đảng bộ TẬP DƯỢT"
	practiceCell = "Chi bộ TẬP DƯỢT"
)

// PracticeJob wipes a practice a day after it was made.
const PracticeJob = "practice.wipe"

// practisers are nine invented people; the first is whoever practises.
var practisers = []one{
	{"Nguyễn Thị Mẫu", "female", "1972-05-19", "2001-02-03", "2002-02-03", "0900000001"},
	{"Trần Văn Thử", "male", "1969-09-02", "1996-09-02", "1997-09-02", "0900000002"},
	{"Lê Thị Tập", "female", "1984-03-26", "2011-03-26", "2012-03-26", "0900000003"},
	{"Phạm Văn Dượt", "male", "1990-12-22", "2016-12-22", "2017-12-22", "0900000004"},
	{"Hoàng Văn Ví", "male", "1955-01-06", "1982-01-06", "1983-01-06", ""},
	{"Vũ Thị Dụ", "female", "1978-10-20", "2005-10-20", "2006-10-20", "0900000006"},
	{"Đỗ Văn Giả", "male", "1963-08-19", "1991-08-19", "1992-08-19", ""},
	{"Bùi Thị Thí", "female", "1995-06-01", "2020-06-01", "2021-06-01", "0900000008"},
	{"Đặng Văn Nháp", "male", "1987-11-15", "2013-11-15", "2014-11-15", "0900000009"},
}

// Practice makes the throw-away committee of one practice meeting under a number
// kept for them: a cell of nine invented people, last month sealed, today's
// meeting announced. whose and url go into its settings; a job to wipe it is the
// first thing written. It returns its secretary.
func Practice(ctx context.Context, db *store.DB, book *rule.Book, number int64, whose session.Practice, url string, now time.Time) (Cell, error) {
	m := &maker{ctx: ctx, into: number, book: book, r: rand.New(rand.NewPCG(9, 9)), out: io.Discard, upto: now.In(store.Vietnam), begun: now}
	m.db = db.WithClock(func() time.Time { return time.UnixMilli(m.now.Load()) })
	month := time.Date(m.upto.Year(), m.upto.Month(), 1, 0, 0, 0, 0, store.Vietnam)
	third := time.Date(month.Year(), month.Month()-1, 3, 19, 30, 0, 0, store.Vietnam)
	m.at(third.AddDate(0, 0, -20))
	if err := m.foundPractice(whose, url); err != nil {
		return Cell{}, err
	}
	from := third.AddDate(0, -6, 0).Format(time.DateOnly)
	if err := m.settle(cell{"TD", practiceCell, "residential", "Nhà văn hóa (tập dượt)", len(practisers)}, 0, practisers, from); err != nil {
		return Cell{}, err
	}
	if err := m.practiceMonth(third); err != nil {
		return Cell{}, fmt.Errorf("last month: %w", err)
	}
	c := &m.ward.Cells[0]
	m.at(m.upto.AddDate(0, 0, -7))
	if _, err := m.plan(c, month.Format("2006-01"), m.upto.Truncate(15*time.Minute), "Buổi tập dượt"); err != nil {
		return Cell{}, fmt.Errorf("today: %w", err)
	}
	return *c, nil
}

// foundPractice makes the committee itself, and the job that ends it.
func (m *maker) foundPractice(whose session.Practice, url string) error {
	return m.as(store.System, func(tx *store.Tx) error {
		settings := map[string]any{"practice_of": whose.Tenant, "practice_for": whose.Person}
		if url != "" {
			settings["url"] = url
		}
		if _, err := tx.Exec(`insert into tenant (tenant, name, level, place, consent_no, consent_day, consent_text, settings, created_at)
			values ($1, $2, 'commune', 'TẬP DƯỢT', '', '', 'Tập dượt, tên và việc không có thật.', $3, $4)`, practiceWard, store.JSON(settings), m.upto.UnixMilli()); err != nil {
			return err
		}
		if err := job.Enqueue(tx, PracticeJob, struct{}{}, "", m.upto.UnixMilli()+session.PracticeLife); err != nil {
			return err
		}
		root, err := org.Create(tx, org.New{Code: "TD0", Name: practiceWard, Kind: "commune", From: store.Day(m.upto.AddDate(-1, 0, 0).UnixMilli()), Decision: "Tập dượt"})
		if err != nil {
			return err
		}
		m.ward = Ward{Root: root}
		return nil
	})
}

// practiceMonth holds last month's meeting whole, as its people would have.
func (m *maker) practiceMonth(third time.Time) error {
	m.last = true
	period := third.Format("2006-01")
	m.at(third.AddDate(0, 0, -7))
	id, err := m.plan(&m.ward.Cells[0], period, third, "")
	if err != nil {
		return err
	}
	if err := m.evening([]string{id}, period, third, func(int) bool { return true }); err != nil {
		return err
	}
	m.at(third.AddDate(0, 0, 1))
	if err := m.finish(&m.ward.Cells[0], id); err != nil {
		return err
	}
	m.at(third.AddDate(0, 0, 15))
	return m.work(&m.ward.Cells[0])
}
