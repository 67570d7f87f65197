package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"chibo/internal/speech"
	"chibo/internal/store"
)

// OpinionAhead is what was sent before a meeting to be read out in it.
type OpinionAhead struct {
	ID     string   `json:"id,omitempty"`
	Item   string   `json:"item,omitempty"`
	Member string   `json:"member,omitempty" doc:"Empty where the author chose that no name be read: nobody knows whose it is"`
	Name   string   `json:"name,omitempty"`
	Text   string   `json:"text"`
	Typed  bool     `json:"typed" doc:"Taken down for a comrade without a phone"`
	SentOn string   `json:"sent_on" format:"date"`
	ReadAt *Instant `json:"read_at,omitempty"`
}

func wireAhead(a speech.Ahead) OpinionAhead {
	return OpinionAhead{ID: a.ID, Item: a.Item, Member: a.Member, Name: a.Name, Text: a.Gist, Typed: a.TypedBy != "", SentOn: a.SentOn, ReadAt: when(a.ReadAt)}
}

// SentAhead is the receipt, told once.
type SentAhead struct {
	Receipt string `json:"receipt" doc:"Finds the opinion again or takes it back; kept nowhere"`
}

type sendAhead struct {
	ByID
	Body struct {
		Text   string `json:"text" minLength:"1" maxLength:"4000"`
		Naming string `json:"naming" enum:"named,unnamed" doc:"Whether the name is read out; unnamed keeps no name at all"`
		Item   string `json:"item,omitempty" maxLength:"64"`
		Member string `json:"member,omitempty" maxLength:"64" doc:"Only for a comrade without a phone, by chair or scribe"`
		Key    string `json:"key,omitempty" maxLength:"64" doc:"Random, made by the caller and kept by nobody: the same again is one opinion"`
	}
}

// ahead has one call that stands outside the keys of persons: they would tell
// whose an opinion without a name is.
func (s *server) ahead() {
	read(s, "opinions-ahead.list", func(rd *store.Reader, in *ByID) (List[OpinionAhead], error) {
		all, err := speech.AheadOf(rd, in.ID)
		return list(all, "", wireAhead), err
	})
	op := s.describe("opinions-ahead.create")
	op.Parameters = nil
	huma.Register(s.huma, op, func(ctx context.Context, in *sendAhead) (*reply[SentAhead], error) {
		out := &reply[SentAhead]{}
		b := in.Body
		err := s.DB.Write(ctx, viewerOf(ctx), func(tx *store.Tx) (err error) {
			_, out.Body.Receipt, err = speech.SendAhead(tx, speech.Sending{Meeting: in.ID, Item: b.Item, Gist: b.Text, Key: b.Key, Naming: b.Naming, Member: b.Member})
			return err
		})
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
	write(s, "opinions-ahead.read", func(tx *store.Tx, in *struct {
		ByID
		Ahead string `path:"ahead" maxLength:"64"`
		Body  struct {
			Read bool `json:"read"`
		}
	}) (OpinionAhead, error) {
		a, err := speech.ReadOut(tx, in.ID, in.Ahead, in.Body.Read)
		return wireAhead(a), err
	})
	s.aheadReceipt()
}

type receiptOf struct {
	ByID
	Body struct {
		Receipt string `json:"receipt" minLength:"1" maxLength:"20"`
		Back    bool   `json:"back,omitempty" doc:"Takes it back, before the opening"`
	}
}

// aheadReceipt keeps no key either: the receipt is the right.
func (s *server) aheadReceipt() {
	op := s.describe("opinions-ahead.receipt")
	op.Parameters = nil
	huma.Register(s.huma, op, func(ctx context.Context, in *receiptOf) (*reply[OpinionAhead], error) {
		out := &reply[OpinionAhead]{}
		err := s.DB.Write(ctx, viewerOf(ctx), func(tx *store.Tx) error {
			if err := speech.MaySend(tx.Reader, in.ID); err != nil {
				return err
			}
			a, err := speech.ByReceipt(tx.Reader, in.ID, in.Body.Receipt)
			if err != nil {
				return err
			}
			out.Body = wireAhead(a)
			if in.Body.Back {
				return speech.TakeBack(tx, in.ID, in.Body.Receipt, "")
			}
			return nil
		})
		if err != nil {
			return nil, problemOf(ctx, err)
		}
		return out, nil
	})
}
