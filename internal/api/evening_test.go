package api_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"chibo/internal/api"
	"chibo/internal/audit"
	"chibo/internal/minutes"
	"chibo/internal/office/pdf"
)

// rollCall marks everyone, twice, under keys.
func (w *world) rollCall(t *testing.T, at, scribe, plain string) {
	t.Helper()
	var sheet, first, again api.Attendance
	w.must(scribe, "GET", at+"/attendance", nil, &sheet)
	var marks []map[string]any
	for i, k := range sheet.Marks {
		if !k.Expected {
			continue
		}
		mark := map[string]any{"member": k.Member, "status": "present", "key": fmt.Sprint("k", i), "at": "2026-12-03T19:25:00+07:00"}
		if i == len(sheet.Marks)-1 {
			mark["status"], mark["reason"] = "excused", "illness"
		}
		marks = append(marks, mark)
	}
	w.must(scribe, "POST", at+"/attendance", map[string]any{"marks": marks}, &first)
	w.must(scribe, "POST", at+"/attendance", map[string]any{"marks": marks}, &again)
	if first.Counts.Unmarked != 0 || first.Counts.Present < 5 || again.Counts != first.Counts {
		t.Errorf("roll call: %+v, again %+v", first.Counts, again.Counts)
	}
	marks[0]["status"] = "late"
	w.refused(w.do(scribe, "POST", at+"/attendance", map[string]any{"marks": marks[:1]}), 422, "key_reused")
	w.refused(w.do(plain, "POST", at+"/attendance", map[string]any{"marks": marks[:1]}), 404, "not_found")
}

// adopt brings the minutes from draft to sealed and reported.
func (w *world) adopt(t *testing.T, at, secretary, scribe string) {
	t.Helper()
	var text api.Minutes
	w.must(scribe, "GET", at+"/minutes", nil, &text)
	if len(text.Items) < 4 {
		t.Fatalf("minutes: %+v", text)
	}
	last := text.Items[len(text.Items)-1]
	w.refused(w.do(scribe, "PUT", at+"/minutes", map[string]any{"items": []map[string]any{{"key": last.Key, "text": "x", "version": last.Version + 7}}}), 409, "stale")
	w.must(scribe, "PUT", at+"/minutes", map[string]any{"items": []map[string]any{{"key": last.Key, "text": "Kết thúc trong không khí phấn khởi.", "version": last.Version}}}, &text)
	w.refused(w.do(secretary, "POST", at+"/steps", map[string]any{"step": "seal"}), 409, "minutes_not_confirmed")
	w.refused(w.do(secretary, "POST", at+"/steps", map[string]any{"step": "confirm"}), 409, "minutes_scribe_first")
	w.must(scribe, "POST", at+"/steps", map[string]any{"step": "confirm"}, nil)
	var m api.Meeting
	w.must(secretary, "POST", at+"/steps", map[string]any{"step": "confirm"}, &m)
	if m.State != "confirmed" {
		t.Errorf("after both confirmed: %s", m.State)
	}
	w.must(secretary, "POST", at+"/steps", map[string]any{"step": "seal"}, &m)
	w.must(secretary, "POST", at+"/steps", map[string]any{"step": "report"}, &m)
	if m.State != "reported" || m.SealedAt == nil {
		t.Errorf("at the end: %+v", m)
	}
	w.drain()
}

// judge holds January's meeting as far as last month's tasks.
func (w *world) judge(t *testing.T, id, secretary, plain string, scribe api.Member, tasks []api.Task) {
	t.Helper()
	at := "/api/v1/meetings/" + id
	var reported api.Task
	own := tasks[0]
	if own.Owner == scribe.ID {
		own = tasks[1]
	}
	w.must(plain, "POST", "/api/v1/tasks/"+own.ID+"/reports", map[string]any{"result": "Đã thăm hai gia đình"}, &reported, "Idempotency-Key", "r1")
	w.must(plain, "POST", "/api/v1/tasks/"+own.ID+"/reports", map[string]any{"result": "Đã thăm hai gia đình"}, &reported, "Idempotency-Key", "r1")
	if reported.State != "doing" {
		t.Errorf("after a report: %+v", reported)
	}
	longer := map[string]any{"due": "2027-01-20", "reason": "Thiếu người"}
	w.refused(w.do(secretary, "POST", "/api/v1/tasks/"+own.ID+"/extensions", longer), 409, "stale")
	longer["version"] = reported.Version
	w.must(secretary, "POST", "/api/v1/tasks/"+own.ID+"/extensions", longer, &reported)

	w.must(secretary, "POST", at+"/steps", map[string]any{"step": "open", "scribe": scribe.Person}, nil)
	var found api.Evaluation
	w.refused(w.do(secretary, "POST", at+"/evaluations", map[string]any{"task": own.ID, "result": "partly"}), 422, "task_no_why")
	w.must(secretary, "POST", at+"/evaluations", map[string]any{"task": own.ID, "result": "partly", "why": "Còn một gia đình"}, &found)
	if found.Now.State != "doing" || found.Now.Result != "partly" {
		t.Errorf("partly: %+v", found)
	}
	var above list[api.Task]
	w.must(w.officer, "GET", "/api/v1/tasks?state=open&org="+own.Org, nil, &above)
	if len(above.Items) != 2 || above.Items[0].Result != "" {
		t.Errorf("the level above sees texts only: %+v", above.Items)
	}
}

// handouts are what is printed for members without a phone, by the cell and by
// the ward's office, and what the cell proposes in its report.
func (w *world) handouts(t *testing.T, id, secretary string) {
	t.Helper()
	at := "/api/v1/meetings/" + id
	var m api.Meeting
	w.must(secretary, "GET", at, nil, &m)
	readers := "/api/v1/orgs/" + m.Org + "/paper-readers"
	var all list[api.PaperReader]
	w.must(secretary, "GET", readers, nil, &all)
	w.refused(w.do(w.officer, "PUT", readers, map[string]any{"items": []any{}}), 404, "not_found")
	w.must(secretary, "PUT", readers, map[string]any{"items": []any{map[string]any{"member": all.Items[0].Member, "paper_only": true}}}, &all)
	if !all.Items[0].PaperOnly || all.Items[1].PaperOnly {
		t.Errorf("readers: %+v", all.Items)
	}
	w.must(secretary, "GET", at+"/documents/handouts.docx", nil, nil)
	w.must(secretary, "GET", at+"/documents/handouts.docx?member="+all.Items[1].Member, nil, nil)
	w.must(secretary, "GET", "/api/v1/orgs/"+m.Org+"/concern-sheet/sheet.docx", nil, nil)
	w.refused(w.do(w.officer, "GET", "/api/v1/orgs/"+m.Org+"/concern-sheet/sheet.docx", nil), 404, "not_found")
	w.must(w.officer, "GET", at+"/office-batch/batch.docx", nil, nil)
	w.refused(w.do(secretary, "GET", at+"/office-batch/batch.docx", nil), 404, "not_found")
	w.refused(w.do(w.officer, "GET", at+"/documents/handouts.docx", nil), 404, "not_found")
	w.refused(w.do(w.officer, "GET", at+"/office-batch/minutes.docx", nil), 404, "not_found")
	var p api.Proposals
	w.must(secretary, "GET", at+"/proposals", nil, &p)
	w.refused(w.do(w.officer, "GET", at+"/proposals", nil), 404, "not_found")
}

// papers fetches the papers of a sealed meeting.
func (w *world) papers(t *testing.T, id, secretary string) {
	t.Helper()
	at := "/api/v1/meetings/" + id + "/documents"
	var docs list[api.Document]
	w.must(secretary, "GET", at, nil, &docs)
	sealed := map[string]api.Document{}
	for _, d := range docs.Items {
		a := w.must(secretary, "GET", d.Docx, nil, nil)
		if !bytes.HasPrefix(a.body, []byte("PK")) || !strings.Contains(a.header.Get("Content-Disposition"), ".docx") {
			t.Errorf("%s is no .docx: %v", d.Kind, a.header)
		}
		if d.Sealed {
			sealed[d.Kind] = d
		}
	}
	if len(docs.Items) != 9 || len(sealed) != 2 {
		t.Fatalf("papers: %+v", docs.Items)
	}
	w.handouts(t, id, secretary)
	if !pdf.Available() {
		w.refused(w.do(secretary, "GET", sealed["minutes"].PDF, nil), 503, "pdf_unavailable")
	} else if w.Engine() == "sqlite" { // seconds each, and the engine has no part in it
		if a := w.must(secretary, "GET", sealed["minutes"].PDF, nil, nil); !bytes.HasPrefix(a.body, []byte("%PDF")) || a.header.Get("Content-Type") != "application/pdf" {
			t.Errorf("no PDF: %v", a.header)
		}
	}
	w.refused(w.do(w.officer, "GET", sealed["minutes"].Docx, nil), 404, "not_found")
	w.refused(w.do(secretary, "GET", at+"/minutes.exe", nil), 404, "not_found")

	if err := audit.SequenceAll(context.Background(), w.DB.DB); err != nil {
		t.Fatal(err)
	}
	var head api.Checkpoint
	w.must(secretary, "GET", "/api/v1/log/checkpoint", nil, &head)
	proof := w.must(secretary, "GET", "/api/v1/log/proofs/"+sealed["resolution"].ID, nil, nil)
	if err := minutes.VerifyProof(proof.body); err != nil || head.Size == 0 {
		t.Errorf("proof: %v, tree of %d", err, head.Size)
	}
	w.refused(w.do(w.officer, "GET", "/api/v1/log/proofs/"+sealed["minutes"].ID, nil), 404, "not_found")
}
