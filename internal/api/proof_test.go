package api_test

import (
	"context"
	"testing"

	"chibo/internal/api"
	"chibo/internal/audit"
	"chibo/internal/minutes"
)

// proved walks the calls of sealed papers on a sealed meeting: numbers, an
// extract, a correction agreed by scribe and chair, sending, proof.
func (w *world) proved(t *testing.T, meeting, cell, secretary, scribe string) {
	t.Helper()
	var docs list[api.Document]
	w.must(secretary, "GET", "/api/v1/meetings/"+meeting+"/documents", nil, &docs)
	paper := ""
	for _, d := range docs.Items {
		if d.Kind == "minutes" {
			paper = d.ID
		}
	}
	at := "/api/v1/papers/" + paper
	var versions list[api.PaperVersion]
	w.must(secretary, "GET", at, nil, &versions)
	if len(versions.Items) != 1 || versions.Items[0].Symbol == "" {
		t.Fatalf("versions %+v", versions.Items)
	}
	w.refused(w.do(w.officer, "GET", at, nil), 404, "not_found")

	var series list[api.Numbering]
	w.must(w.officer, "PUT", "/api/v1/orgs/"+cell+"/numbers", map[string]any{"type": "extract", "next": 5}, &series)
	w.must(secretary, "PUT", "/api/v1/orgs/"+cell+"/numbers", map[string]any{"type": "extract", "used": 6, "note": "Bản trích viết tay"}, &series)
	w.refused(w.do(secretary, "PUT", "/api/v1/orgs/"+cell+"/numbers", map[string]any{"type": "minutes", "next": 1}), 422, "number_used")
	var parts api.Excerpts
	w.must(secretary, "GET", "/api/v1/meetings/"+meeting+"/extracts", nil, &parts)
	var extract api.PaperVersion
	w.must(secretary, "POST", "/api/v1/meetings/"+meeting+"/extracts", map[string]any{"parts": []string{parts.Items[0].Key}, "purpose": "Hồ sơ kiểm tra", "to": "Ủy ban kiểm tra"}, &extract)
	if extract.Number != 5 || extract.Type != "extract" {
		t.Errorf("the extract is %+v", extract)
	}
	w.must(secretary, "GET", "/api/v1/meetings/"+meeting+"/documents/extract.docx", nil, nil)

	var c api.Correction
	w.refused(w.do(secretary, "GET", at+"/correction", nil), 404, "not_found")
	w.must(secretary, "POST", at+"/correction", nil, &c)
	w.must(secretary, "PUT", at+"/correction", map[string]any{"items": []any{map[string]any{"key": c.Items[0].Key, "text": "Chữ đúng"}}, "reason": "Ghi sai", "version": c.Version}, &c)
	if a := w.do(secretary, "PUT", at+"/correction", map[string]any{"items": []any{map[string]any{"key": c.Items[0].Key, "text": "Chữ khác"}}}); a.status != 409 {
		t.Errorf("a stale part: %d", a.status)
	}
	w.refused(w.do(secretary, "POST", at+"/correction/seal", map[string]any{"becomes": c.Becomes}), 409, "correction_not_agreed")
	w.must(scribe, "POST", at+"/correction/confirmations", map[string]any{"role": "scribe"}, &c)
	w.must(secretary, "POST", at+"/correction/confirmations", map[string]any{"role": "chair"}, &c)
	var second api.PaperVersion
	for range 2 {
		w.must(secretary, "POST", at+"/correction/seal", map[string]any{"becomes": c.Becomes}, &second)
	}
	if second.Version != 2 || second.Previous != versions.Items[0].Commitment || second.Number != versions.Items[0].Number {
		t.Errorf("the correction is %+v", second)
	}
	w.must(secretary, "POST", at+"/sent", map[string]any{"version": 2}, &versions)
	w.must(w.officer, "GET", at, nil, &versions)
	if len(versions.Items) != 1 || versions.Items[0].Version != 2 || versions.Items[0].SentAt == nil {
		t.Errorf("the officer reads %+v", versions.Items)
	}
	w.refused(w.do(w.officer, "GET", at+"/files/1.docx", nil), 404, "not_found")
	w.must(w.officer, "GET", at+"/files/2.docx", nil, nil)

	key, err := audit.NewKey(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	if err := audit.SequenceSigned(context.Background(), w.DB.DB, key); err != nil {
		t.Fatal(err)
	}
	proof := w.must(secretary, "GET", at+"/files/2.json", nil, nil)
	p, err := minutes.ReadProof(proof.body)
	if err != nil || p.Document.Version != 2 || p.Key == "" {
		t.Errorf("proof of version %d, key %q: %v", p.Document.Version, p.Key, err)
	}
	var head api.Checkpoint
	w.must(secretary, "GET", "/api/v1/log/checkpoint", nil, &head)
	if o, err := audit.OpenCheckpoint(head.Note, head.Key); err != nil || o.Size != head.Size || o.Tenant != w.Tenant {
		t.Errorf("the signed checkpoint: %+v %v", o, err)
	}
}
