package handout

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"chibo/internal/member"
	"chibo/internal/office/paper"
	kept "chibo/internal/own"
	"chibo/internal/rule"
	"chibo/rules"
)

// leftOut are the kinds of a person's data that a printed copy does not hold, each
// named on it by these words.
var leftOut = map[string]string{"Reminders": "nhắc nhở", "Reserved": "ý kiến bảo lưu", "Ahead": "ý kiến gửi trước", "Raised": "tâm tư đã nêu", "AskedAfter": "lời hỏi thăm", "Devices": "máy đã dùng", "TakenAlong": "máy đã dùng"}

// TestEveryKindKeptIsOnACopy fills every list of what is kept about a person with a
// mark of its own: it stands on the copy, or the copy says that it is left out.
func TestEveryKindKeptIsOnACopy(t *testing.T) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[kept.Data]()) {
		if f.Anonymous || f.Type.Kind() != reflect.Slice {
			continue
		}
		without, with := kept.Data{Member: &member.Member{FullName: "A"}}, kept.Data{Member: &member.Member{FullName: "A"}}
		list := reflect.MakeSlice(f.Type, 1, 1)
		marked(list.Index(0))
		reflect.ValueOf(&with).Elem().FieldByIndex(f.Index).Set(list)
		before, after := said(copied(without, nil)), said(copied(with, nil))
		word := leftOut[f.Name]
		switch {
		case word != "" && (before != after || !strings.Contains(notCopied, word)):
			t.Errorf("%s stands on a copy, or the copy is silent of it", f.Name)
		case word == "" && before == after:
			t.Errorf("%s is kept about a person and is not on a copy", f.Name)
		}
	}
	days := []string{"CardDay", "AdmittedOn", "OfficialOn", "EndedOn", "Since", "Birth"}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[member.Member]()) {
		if f.Type.Kind() != reflect.String || slices.Contains([]string{"ID", "PersonID", "Org", "NameKey", "Data", "BirthPrecision"}, f.Name) {
			continue
		}
		m := member.Member{}
		mark := "DẤU"
		if slices.Contains(days, f.Name) {
			mark = "2020-02-03"
		}
		reflect.ValueOf(&m).Elem().FieldByIndex(f.Index).SetString(mark)
		if lines := record(&m).Lines; len(lines) != 1 {
			t.Errorf("%s of the roll is not on a copy: %q", f.Name, lines)
		}
	}
}

// TestEveryDatumHasItsPlaceOnACopy walks the rule that explains all that is kept
// about persons: each stands in a part of the copy, is named as left out, or is not the
// person's own to take along.
func TestEveryDatumHasItsPlaceOnACopy(t *testing.T) {
	heads := map[string]string{
		"full_name": "Hồ sơ", "other_name": "Hồ sơ", "sex": "Hồ sơ", "birth_date": "Hồ sơ", "card_number": "Hồ sơ", "card_issuer": "Hồ sơ", "card_date": "Hồ sơ", "old_card_number": "Hồ sơ", "home_place": "Hồ sơ", "phone": "Hồ sơ",
		"admission_date": "Hồ sơ", "official_date": "Hồ sơ", "organisation": "Hồ sơ", "activity": "Hồ sơ", "activity_from": "Hồ sơ", "note": "Hồ sơ", "history": "Quá trình sinh hoạt", "posts": "Chức vụ", "exemption": "Đề nghị miễn sinh hoạt",
		"attendance": "Điểm danh", "opinions": "Ý kiến phát biểu", "praise": "Được biểu dương", "tasks": "Nhiệm vụ", "duties": "Nhiệm vụ năm", "households": "Nhiệm vụ năm", "dues": "Đảng phí", "looks": "Ai đã xem trong 90 ngày", "requests": "Đề nghị về dữ liệu", "consents": "Sổ đồng ý",
	}
	elsewhere := map[string]string{"reserved": "ý kiến bảo lưu", "concerns": "tâm tư đã nêu", "reminders": "nhắc nhở", "care": "lời hỏi thăm", "devices": "máy đã dùng", "hall": "máy đã dùng", "account": "máy đã dùng"}
	reasons := map[string]string{
		"ethnicity": "kept only by a decision, opened by two", "religion": "kept only by a decision, opened by two", "identity_number": "sealed: no page and no paper shows it",
		"paper_only": "that he gets everything on paper: the copy itself is the sign", "guests": "names without a person", "votes": "counts, without names", "minutes": "the cell's papers, which he reads", "log": "the log of the committee",
		"mailed": "only who uses a screen chooses it", "letters": "that a letter went on a day; gone after thirty days", "counts_words": "who made and took in counts of a month: papers of committees", "silence_words": "who asked after a month and who said it: papers of cell and committee", "good_ways": "who wrote for a cell what it does well: papers of the cell", "praise_proposals": "what the cell sent up of a praise that stands on the copy: the cell reads it with what became of it", "targets": "who follows a target of the cell: its committee’s paper", "visits": "who goes to a cell, who carries out what was promised: papers of the committee", "mandates": "who reads minutes under a decision and who opened them: papers of committee and cell", "help_plans": "who of the committee helps a cell: papers of the committee", "campaign_words": "who sent a cell’s results, who carries a remedy out: papers of cell and committee", "recorder": "who wrote a line", "findings": "about a meeting: the cell answers, not a person", "own_rules": "who adopted a rule of the committee: the committee's own papers", "lists": "rows of lists taken in, gone after ninety days", "answers": "marks of forms", "data_states": "a restricted or erased person gets no copy", "alarms": "about who read, not who was read", "breaches": "told to each concerned",
	}
	parts := map[string]bool{}
	for _, p := range copied(kept.Data{}, nil) {
		parts[p.Head] = true
	}
	for _, d := range rule.MustLoad(rules.FS).Personal("2026-12-03").Data {
		head, out, why := heads[d.Key], elsewhere[d.Key], reasons[d.Key]
		switch {
		case head == "" && out == "" && why == "":
			t.Errorf("%s is kept about persons: is it on a copy?", d.Key)
		case head != "" && !parts[head]:
			t.Errorf("%s: the copy has no part %q", d.Key, head)
		case out != "" && !strings.Contains(notCopied, out):
			t.Errorf("%s: the copy does not say that it leaves out %q", d.Key, out)
		}
	}
}

// marked puts a mark into every text, a day into every day.
func marked(v reflect.Value) {
	if v.Kind() == reflect.String {
		v.SetString("2020-02-03")
		return
	}
	for i := range v.NumField() {
		switch f := v.Field(i); {
		case !f.CanSet():
		case f.Kind() == reflect.String:
			f.SetString("DẤU " + v.Type().Field(i).Name)
		case f.Kind() == reflect.Int64 || f.Kind() == reflect.Int:
			f.SetInt(2020)
		}
	}
}

func said(parts []paper.OwnPart) string { return fmt.Sprintf("%q", parts) }
