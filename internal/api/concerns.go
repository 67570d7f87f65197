package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"chibo/internal/concern"
	"chibo/internal/store"
)

// RaisedConcern is what is owed for what was raised, and the receipt of one without a
// name, told once.
type RaisedConcern struct {
	ID      string `json:"id,omitempty" doc:"Empty without a name: the receipt finds it"`
	DueOn   string `json:"due_on" format:"date"`
	Receipt string `json:"receipt,omitempty" doc:"Finds the answer; kept nowhere"`
}

type raiseConcern struct {
	ByID
	Body struct {
		Source   string `json:"source" enum:"member,people,mass"`
		Topic    string `json:"topic" maxLength:"64" doc:"Key of rule concern.clock"`
		Naming   string `json:"naming" enum:"cell,keeper,unnamed" doc:"Who may know the name; unnamed keeps none"`
		To       string `json:"to" enum:"secretary,in_charge,officer"`
		Text     string `json:"text" minLength:"1" maxLength:"8000"`
		Voice    string `json:"voice,omitempty" maxLength:"1200" doc:"Who said it, of the people or a mass organisation"`
		Agreed   bool   `json:"agreed,omitempty" doc:"The own words may go up"`
		For      string `json:"for,omitempty" maxLength:"64" doc:"Member it is written for, one without a phone"`
		ReadBack bool   `json:"read_back,omitempty"`
		Key      string `json:"key,omitempty" maxLength:"64" doc:"Random, made by the caller and kept by nobody: the same again is one concern"`
	}
}

type saidByReceipt struct {
	Body struct {
		Receipt string `json:"receipt" minLength:"1" maxLength:"20"`
		Word    string `json:"word,omitempty" enum:"enough,again,taken_back" doc:"Missing: only to look"`
		Text    string `json:"text,omitempty" maxLength:"8000"`
		Version int64  `json:"version,omitempty"`
	}
}

func same(c concern.Concern) concern.Concern { return c }

// concerns has two calls that stand outside the keys of persons: they would tell whose
// a concern without a name is.
func (s *server) concerns() {
	read(s, "concerns.mine", func(rd *store.Reader, _ *struct{}) (List[concern.Concern], error) {
		all, err := concern.Mine(rd)
		return list(all, "", same), err
	})
	read(s, "concerns.list", func(rd *store.Reader, in *ByID) (List[concern.Concern], error) {
		all, err := concern.OfCell(rd, in.ID)
		return list(all, "", same), err
	})
	read(s, "concerns.above", func(rd *store.Reader, _ *struct{}) (List[concern.Concern], error) {
		all, err := concern.Above(rd)
		return list(all, "", same), err
	})
	read(s, "concerns.entrusted", func(rd *store.Reader, _ *struct{}) (List[concern.Concern], error) {
		all, err := concern.Entrusted(rd)
		return list(all, "", same), err
	})
	read(s, "concerns.get", func(rd *store.Reader, in *ByID) (concern.Concern, error) { return concern.Get(rd, in.ID) })
	write(s, "concerns.answer", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Text    string `json:"text" minLength:"1" maxLength:"8000"`
			Issue   string `json:"issue,omitempty" maxLength:"1200" doc:"Question and answer in a line without names, for the cell"`
			Help    string `json:"help,omitempty" maxLength:"1200"`
			Until   string `json:"until,omitempty" format:"date"`
			Version int64  `json:"version"`
		}
	}) (concern.Concern, error) {
		b := in.Body
		return concern.Answer(tx, in.ID, b.Version, concern.Answering{Text: b.Text, Issue: b.Issue, Help: b.Help, Until: b.Until})
	})
	write(s, "concerns.pass", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			To      string `json:"to" enum:"ward,outside"`
			Issue   string `json:"issue,omitempty" maxLength:"1200"`
			Version int64  `json:"version"`
		}
	}) (concern.Concern, error) {
		return concern.PassOn(tx, in.ID, in.Body.Version, in.Body.To, in.Body.Issue)
	})
	write(s, "concerns.word", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Word    string `json:"word" enum:"enough,again,taken_back"`
			Text    string `json:"text,omitempty" maxLength:"8000"`
			Version int64  `json:"version"`
		}
	}) (concern.Concern, error) {
		return concern.Say(tx, s.book(tx), in.ID, "", in.Body.Version, in.Body.Word, in.Body.Text)
	})
	s.raise()
	s.receipt()
}

func (s *server) raise() {
	op := s.describe("concerns.create")
	op.Parameters = nil
	huma.Register(s.huma, op, func(ctx context.Context, in *raiseConcern) (*reply[RaisedConcern], error) {
		out := &reply[RaisedConcern]{}
		b := in.Body
		err := s.DB.Write(ctx, viewerOf(ctx), func(tx *store.Tx) error {
			c, receipt, err := concern.Raise(tx, s.book(tx), concern.Raising{Org: in.ID, Source: b.Source, Topic: b.Topic, Naming: b.Naming, To: b.To, Body: b.Text, Voice: b.Voice, Agreed: b.Agreed, For: b.For, ReadBack: b.ReadBack, Key: b.Key})
			if out.Body = (RaisedConcern{c.ID, c.DueOn, receipt}); receipt != "" {
				out.Body.ID = ""
			}
			return fieldsAs(err, "body", "text")
		})
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
}

func (s *server) receipt() {
	op := s.describe("concerns.receipt")
	op.Parameters = nil
	huma.Register(s.huma, op, func(ctx context.Context, in *saidByReceipt) (*reply[concern.Concern], error) {
		out := &reply[concern.Concern]{}
		b := in.Body
		err := s.DB.Write(ctx, viewerOf(ctx), func(tx *store.Tx) (err error) {
			if b.Word == "" {
				out.Body, err = concern.Found(tx.Reader, b.Receipt)
				return err
			}
			out.Body, err = concern.Say(tx, s.book(tx), "", b.Receipt, b.Version, b.Word, b.Text)
			return err
		})
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
}
