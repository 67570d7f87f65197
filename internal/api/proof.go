package api

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/office/docx"
	"chibo/internal/office/pdf"
	"chibo/internal/store"
)

// PaperVersion is one version of a sealed paper.
type PaperVersion struct {
	ID         string   `json:"id"`
	Type       string   `json:"type" enum:"minutes,resolution,conclusion,extract"`
	Meeting    string   `json:"meeting"`
	Number     int      `json:"number"`
	Symbol     string   `json:"symbol"`
	Version    int      `json:"version"`
	SealedAt   Instant  `json:"sealed_at"`
	Commitment string   `json:"commitment" doc:"Hex"`
	Previous   string   `json:"previous,omitempty" doc:"Commitment of the version before"`
	TermFrom   string   `json:"term_from"`
	SentAt     *Instant `json:"sent_at,omitempty"`
	SignedOn   string   `json:"signed_on,omitempty" doc:"Day on which the print was signed: a declaration"`
	Docx       string   `json:"docx"`
	Proof      string   `json:"proof"`
}

func wirePaper(p minutes.Sealed, st minutes.Standing) PaperVersion {
	at := Prefix + "/papers/" + p.ID + "/files/" + strconv.Itoa(p.Version)
	return PaperVersion{ID: p.ID, Type: p.Type, Meeting: p.Meeting, Number: p.Number, Symbol: p.Symbol, Version: p.Version, SealedAt: Instant(p.SealedAt), Commitment: hex.EncodeToString(p.Commitment),
		Previous: hex.EncodeToString(p.Previous), TermFrom: p.TermFrom, SentAt: when(st.SentAt), SignedOn: st.SignedOn, Docx: at + ".docx", Proof: at + ".json"}
}

func (s *server) proofs() {
	s.sealed()
	s.corrections()
	s.numbers()
	s.extracts()
	s.verify()
}

func (s *server) sealed() {
	versions := func(rd *store.Reader, id string) (List[PaperVersion], error) {
		out := List[PaperVersion]{Items: []PaperVersion{}}
		all, err := minutes.Versions(rd, id)
		if err != nil {
			return out, err
		}
		standing, err := minutes.StandingOf(rd, id)
		for _, p := range all {
			out.Items = append(out.Items, wirePaper(p, standing[p.Version]))
		}
		return out, err
	}
	read(s, "papers.get", func(rd *store.Reader, in *ByID) (List[PaperVersion], error) { return versions(rd, in.ID) })
	write(s, "papers.send", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version int `json:"version" minimum:"1"`
		}
	}) (List[PaperVersion], error) {
		if err := minutes.Send(tx, in.ID, in.Body.Version); err != nil {
			return List[PaperVersion]{}, err
		}
		return versions(tx.Reader, in.ID)
	})
	write(s, "papers.sign", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Version int    `json:"version" minimum:"1"`
			Day     string `json:"day" maxLength:"10" doc:"YYYY-MM-DD"`
		}
	}) (List[PaperVersion], error) {
		if err := minutes.SignedByHand(tx, in.ID, in.Body.Version, in.Body.Day); err != nil {
			return List[PaperVersion]{}, err
		}
		return versions(tx.Reader, in.ID)
	})
	s.file("papers.file", []string{"id", "file"}, "application/octet-stream", func(ctx context.Context, r *http.Request) (out file, err error) {
		n, format, _ := strings.Cut(r.PathValue("file"), ".")
		version, err := strconv.Atoi(n)
		if err != nil || version < 1 || format != "docx" && format != "pdf" && format != "json" {
			return file{}, fault.Missing()
		}
		err = s.DB.Read(ctx, viewerOf(ctx), func(rd *store.Reader) (err error) {
			if out.kind = "application/json"; format == "json" {
				out.data, err = minutes.ProofOfVersion(rd, r.PathValue("id"), version)
				return err
			}
			out.kind = docx.Type
			out.data, out.name, err = minutes.DocxOf(rd, s.book(rd), r.PathValue("id"), version)
			return err
		})
		if err == nil && format == "pdf" {
			out.data, err = s.convert(ctx, out.data)
			out.name, out.kind = strings.TrimSuffix(out.name, ".docx")+".pdf", pdf.Type
		}
		return out, err
	})
}

// Excerpts is what can be extracted from a meeting's sealed minutes.
type Excerpts struct {
	Source  string    `json:"source"`
	Version int       `json:"version"`
	Items   []Excerpt `json:"items" nullable:"false"`
}

// Excerpt is an item of the agenda or a vote.
type Excerpt struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

func (s *server) extracts() {
	read(s, "extracts.get", func(rd *store.Reader, in *ByID) (Excerpts, error) {
		from, parts, err := minutes.Excerpts(rd, in.ID)
		out := Excerpts{Source: from.ID, Version: from.Version, Items: []Excerpt{}}
		for _, p := range parts {
			out.Items = append(out.Items, Excerpt{p.Key, p.Title})
		}
		return out, err
	})
	write(s, "extracts.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Parts   []string `json:"parts" maxItems:"100" nullable:"false" doc:"Keys as GET gives them"`
			Purpose string   `json:"purpose" maxLength:"300"`
			To      string   `json:"to" maxLength:"300"`
		}
	}) (PaperVersion, error) {
		p, err := minutes.Extract(tx, s.book(tx), in.ID, minutes.Extracting{Parts: in.Body.Parts, Purpose: in.Body.Purpose, To: in.Body.To})
		return wirePaper(p, minutes.Standing{}), err
	})
}

// Verification is what a proof file shows.
type Verification struct {
	OK       bool    `json:"ok"`
	Document string  `json:"document"`
	Type     string  `json:"type"`
	Symbol   string  `json:"symbol"`
	Version  int     `json:"version"`
	SealedAt Instant `json:"sealed_at"`
	Seq      int64   `json:"seq"`
	Size     int64   `json:"size"`
	Key      string  `json:"key,omitempty" doc:"That signed the checkpoint; empty where none did"`
	Here     string  `json:"here" enum:"same,differs,unknown" doc:"Whether this server keeps that very version"`
}

func (s *server) verify() {
	s.plainBody("log.verify", func(w http.ResponseWriter, r *http.Request) {
		out, err := s.verified(r)
		if err != nil {
			writeProblem(w, r, problemOf(r.Context(), err))
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(out) // the client went away: nobody to tell
	})
}

func (s *server) verified(r *http.Request) (Verification, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return Verification{}, tooLarge(bodyLimit)
	}
	p, err := minutes.ReadProof(data)
	if err != nil {
		return Verification{}, err
	}
	hash, err := hex.DecodeString(p.Commitment)
	if err != nil || len(hash) < 16 {
		return Verification{}, fault.New(fault.Invalid, "proof_unreadable")
	}
	d := p.Document
	here, _, err := minutes.Compare(r.Context(), s.DB, minutes.Printed{Document: d.Document, Version: d.Version, Hash: hash[:16]})
	return Verification{OK: true, Document: d.Document, Type: d.Type, Symbol: d.Body.Symbol, Version: d.Version, SealedAt: Instant(p.At), Seq: p.Seq, Size: p.Size, Key: p.Key, Here: here}, err
}

// plainBody registers a call that takes a file as its body.
func (s *server) plainBody(id string, h http.HandlerFunc) {
	s.describeFile(s.plain(id, h), id, nil, "application/json")
}
