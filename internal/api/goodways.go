package api

import (
	"chibo/internal/goodway"
	"chibo/internal/store"
)

// GoodWayText is what a cell writes of what it does well.
type GoodWayText struct {
	Title  string   `json:"title" minLength:"1" maxLength:"480"`
	Done   string   `json:"done" minLength:"1" maxLength:"8000" doc:"No names of persons in any of the texts"`
	How    string   `json:"how" minLength:"1" maxLength:"8000"`
	Effort string   `json:"effort" minLength:"1" maxLength:"8000"`
	Kinds  []string `json:"kinds,omitempty" maxItems:"20" doc:"Of cells it suits; none: all"`
	Proofs []string `json:"proofs,omitempty" maxItems:"6" doc:"tasks:2026-11, meeting:2026-11 or resolution:2026-11, of the cell's own months"`
	Hint   string   `json:"hint,omitempty" maxLength:"64" doc:"The suggestion it answers"`
}

func (t GoodWayText) writing() goodway.Writing {
	return goodway.Writing{Title: t.Title, Done: t.Done, How: t.How, Effort: t.Effort, Kinds: t.Kinds, Proofs: t.Proofs, Hint: t.Hint}
}

// GoodWayRead is one with what cells that did likewise say of it.
type GoodWayRead struct {
	goodway.GoodWay
	Went []goodway.Went `json:"went" nullable:"false"`
}

func wireWay(w goodway.GoodWay) goodway.GoodWay {
	w.Kinds, w.Proofs = append([]string{}, w.Kinds...), append([]goodway.Proof{}, w.Proofs...)
	return w
}

func wireWays(all []goodway.GoodWay) []goodway.GoodWay {
	out := []goodway.GoodWay{}
	for _, w := range all {
		out = append(out, wireWay(w))
	}
	return out
}

// goodways are the shelf of what cells do well.
func (s *server) goodways() {
	read(s, "goodways.shelf", func(rd *store.Reader, in *ByID) (goodway.Shelf, error) {
		one, err := goodway.Of(rd, in.ID)
		one.Own, one.Fit, one.Other = wireWays(one.Own), wireWays(one.Fit), wireWays(one.Other)
		one.Taken, one.Hints = append([]goodway.TakenWay{}, one.Taken...), append([]goodway.GoodHint{}, one.Hints...)
		return one, err
	})
	read(s, "goodways.shared", func(rd *store.Reader, in *ByID) (List[goodway.GoodWay], error) {
		all, err := goodway.Ward(rd, in.ID)
		return list(all, "", wireWay), err
	})
	read(s, "goodways.get", func(rd *store.Reader, in *ByID) (out GoodWayRead, err error) {
		if out.GoodWay, err = goodway.Get(rd, s.book(rd), in.ID); err != nil {
			return out, err
		}
		went, err := goodway.WentElsewhere(rd, out.GoodWay)
		out.GoodWay, out.Went = wireWay(out.GoodWay), append([]goodway.Went{}, went...)
		return out, err
	})
	s.writtenWays()
	s.takenWays()
}

// writtenWays are the calls of the cell that writes.
func (s *server) writtenWays() {
	write(s, "goodways.write", func(tx *store.Tx, in *struct {
		ByID
		Body GoodWayText
	}) (goodway.GoodWay, error) {
		one := in.Body.writing()
		one.Org = in.ID
		w, err := goodway.Write(tx, s.book(tx), one)
		return wireWay(w), err
	})
	write(s, "goodways.change", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			GoodWayText
			Version int64 `json:"version"`
		}
	}) (goodway.GoodWay, error) {
		w, err := goodway.Change(tx, s.book(tx), in.ID, in.Body.Version, in.Body.writing())
		return wireWay(w), err
	})
	write(s, "goodways.share", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Reach   string `json:"reach" enum:"all,committee"`
			Version int64  `json:"version"`
		}
	}) (goodway.GoodWay, error) {
		w, err := goodway.Share(tx, s.book(tx), in.ID, in.Body.Version, in.Body.Reach)
		return wireWay(w), err
	})
	write(s, "goodways.back", func(tx *store.Tx, in *ByID) (goodway.GoodWay, error) {
		w, err := goodway.TakeBack(tx, s.book(tx), in.ID)
		return wireWay(w), err
	})
}

// takenWays are the calls of cells that do likewise, and of the committee that suggests it.
func (s *server) takenWays() {
	write(s, "goodways.take", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Way string `json:"way" minLength:"1" maxLength:"64"`
		}
	}) (goodway.TakenWay, error) {
		return goodway.Take(tx, in.Body.Way, in.ID)
	})
	write(s, "goodways.word", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Word    string `json:"word" enum:"worked,partly,unfit"`
			Said    string `json:"said" minLength:"1" maxLength:"8000"`
			Version int64  `json:"version"`
		}
	}) (goodway.TakenWay, error) {
		return goodway.Say(tx, in.ID, in.Body.Version, in.Body.Word, in.Body.Said)
	})
	write(s, "goodways.suggest", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Way      string `json:"way,omitempty" maxLength:"64" doc:"To do likewise"`
			Campaign string `json:"campaign,omitempty" maxLength:"64" doc:"To write up the cell's own line in it"`
		}
	}) (goodway.GoodHint, error) {
		if in.Body.Campaign != "" {
			return goodway.SuggestWriting(tx, in.Body.Campaign, in.ID)
		}
		return goodway.SuggestWay(tx, in.Body.Way, in.ID)
	})
	write(s, "goodways.decline", func(tx *store.Tx, in *ByID) (struct{}, error) {
		return struct{}{}, goodway.Decline(tx, in.ID)
	})
}
