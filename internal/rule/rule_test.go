package rule_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"chibo/internal/rule"
	"chibo/rules"
)

var book = rule.MustLoad(rules.FS)

// The examples inside the packs are what an officer reads and confirms; they run as they stand.
func TestWorkedExamples(t *testing.T) {
	for _, f := range book.RunTests() {
		t.Error(f)
	}
	if missing := book.Missing(); len(missing) > 0 {
		t.Errorf("packs not shipped: %v", missing)
	}
}

func TestRunTestsTellsWhatIsWrong(t *testing.T) {
	broken := strings.Replace(oneRule, "want: {months: 60}", "want: {months: 61}", 1)
	failures := load(t, broken).RunTests()
	if len(failures) != 1 || failures[0].File != "a.yaml" || !strings.Contains(failures[0].Message, "months: want 61, got 60") {
		t.Errorf("failures: %v", failures)
	}
}

func TestRegimeByTheDayOfTheMeeting(t *testing.T) {
	old := book.Regime("2018-08-03", rule.KindResidential)
	if old.Day != 0 || old.MinMinutes != 90 || old.CombinedMinMinutes != 90 || old.PapersLeadHours != 0 || old.AttendanceTarget != 85 {
		t.Errorf("2018: %+v", old)
	}
	now := book.Regime("2026-12-03", rule.KindResidential)
	if now.Day != 3 || now.Minutes("combined") != 120 || now.PapersLeadHours != 24 || now.ReportDays != 2 || now.AttendanceTarget != 90 {
		t.Errorf("2026: %+v", now)
	}
	if now.Ref.String() != "regime.month.hd42@1" || now.Status != rule.Assumed {
		t.Errorf("ref: %+v", now.Ref)
	}
	if got := now.Source.Line(); got != "Hướng dẫn 42-HD/BTCTW, ngày 28/10/2025" {
		t.Errorf("source: %s", got)
	}
}

// Paper books older than every text we ship are entered too; the answer then owns up to being a guess.
func TestBeforeTheOldestRule(t *testing.T) {
	got := book.Regime("1999-05-03", rule.KindOffice)
	if got.MinMinutes != 90 || got.Status != rule.Assumed || !got.Found() {
		t.Errorf("%+v", got)
	}
	if _, err := book.At("regime.month", "1999-05-03", rule.Scope{}); !errors.Is(err, rule.ErrNoRule) {
		t.Errorf("At: %v", err)
	}
	if !book.Agenda("2020-05-03", rule.KindArmedForces, "thematic").HeadingsOnly {
		t.Error("an old meeting of a closed cell got an open template")
	}
	if _, err := book.At("regime.month", "31/02/2026", rule.Scope{}); err == nil || errors.Is(err, rule.ErrNoRule) {
		t.Errorf("At: %v", err)
	}
}

func TestAgendaOfEveryKindReachesTheMinimum(t *testing.T) {
	const day = "2026-12-03"
	kinds := []rule.OrgKind{
		rule.KindResidential, rule.KindOffice, rule.KindStateEnterprise,
		rule.KindPrivateEnterprise, rule.KindStudent, rule.KindArmedForces,
	}
	for _, kind := range kinds {
		for _, meeting := range []string{"regular", "thematic", "combined", "extraordinary"} {
			agenda := book.Agenda(day, kind, meeting)
			if agenda.HeadingsOnly != (kind == rule.KindArmedForces) {
				t.Errorf("%s %s: headings only is %v", kind, meeting, agenda.HeadingsOnly)
			}
			if least := book.Regime(day, kind).Minutes(meeting); agenda.Minutes() < least && !agenda.HeadingsOnly {
				t.Errorf("%s %s: %d minutes, the rule wants %d", kind, meeting, agenda.Minutes(), least)
			}
			if !agenda.Found() {
				t.Errorf("%s %s: no template", kind, meeting)
			}
		}
	}
}

func TestWorkingDays(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-12-03", 2, "2026-12-07"}, // Thursday: Friday, Monday
		{"2026-02-13", 1, "2026-02-23"}, // over Tết
		{"2026-08-21", 1, "2026-08-22"}, // a Saturday worked in exchange
		{"2026-12-31", 1, "2027-01-04"}, // into the next year's pack
		{"2026-12-03", 0, "2026-12-03"},
	} {
		if got, err := book.AddWorkingDays(c.from, c.n); err != nil || got != c.want {
			t.Errorf("%s + %d = %s (%v), want %s", c.from, c.n, got, err, c.want)
		}
	}
	if book.Holidays(2040).Found() {
		t.Error("a year nobody announced has no holidays")
	}
}

func TestDocumentsOfADay(t *testing.T) {
	if _, ok := book.DocTypes("2026-01-08", "cell").Type("notice"); ok {
		t.Error("a cell issued no notices before 2026-01-09")
	}
	if _, ok := book.DocTypes("2026-01-09", "cell").Type("notice"); !ok {
		t.Error("a cell issues notices from 2026-01-09")
	}
	if book.DocTypes("2026-01-09", "province").Found() {
		t.Error("no rule is shipped for provinces")
	}
	if got := book.Layout("2026-05-26").Ref.String(); got != "doc.layout.hd36@1" {
		t.Errorf("layout the day before: %s", got)
	}
	if got, _ := book.Numbering("2026-12-03").Format(7, "resolution", "CB"); got != "Số 07-NQ/CB" {
		t.Errorf("number: %s", got)
	}
}

func TestByRefFindsWhatAResultStored(t *testing.T) {
	r, ok := book.ByRef(book.VoteBase("2025-12-03", "regular").Ref.String())
	if !ok || r.Source.Doc != "Quy định 294-QĐ/TW" || r.TextVI == "" {
		t.Errorf("%+v, %v", r, ok)
	}
	if _, ok := book.ByRef("vote.base.qd294@99"); ok {
		t.Error("an unknown version was found")
	}
}

func TestAnUnknownMatterNeverPasses(t *testing.T) {
	th := book.Threshold("2026-12-03", "regular", "picnic")
	if th.Found() || th.Needed(20) <= 20 {
		t.Errorf("%+v", th)
	}
}

func load(t *testing.T, text string) *rule.Book {
	t.Helper()
	b, err := rule.Load(fstest.MapFS{"a.yaml": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
