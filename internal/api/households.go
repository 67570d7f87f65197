package api

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/household"
	"chibo/internal/org"
	"chibo/internal/store"
)

// HouseholdSheet is a cell's groups of households in the quarter of today.
type HouseholdSheet household.Sheet

// HouseholdGroup is some households and who is in charge of them; no householder is named.
type HouseholdGroup household.Group

// HouseholdCounts is a cell as the committee above sees it.
type HouseholdCounts household.Counts

// HouseholdText is what is written of a group.
type HouseholdText struct {
	Name       string `json:"name" minLength:"1" maxLength:"320" doc:"Of a place; never the name of a householder"`
	Households int    `json:"households" minimum:"1" maximum:"5000"`
	Member     string `json:"member,omitempty" maxLength:"64"`
	Version    int64  `json:"version,omitempty" doc:"Of the group that is changed"`
}

// households are who is in charge of which households, and how far a quarter has come.
func (s *server) households() {
	read(s, "households.get", func(rd *store.Reader, in *ByID) (HouseholdSheet, error) {
		got, err := household.Of(rd, s.book(rd), in.ID)
		got.Groups, got.Without, got.Excused = append([]household.Group{}, got.Groups...), append([]household.Someone{}, got.Without...), append([]household.Someone{}, got.Excused...)
		return HouseholdSheet(got), err
	})
	write(s, "households.count", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Households int   `json:"households" minimum:"1" maximum:"5000"`
			Version    int64 `json:"version"`
		}
	}) (struct{}, error) {
		return struct{}{}, household.Count(tx, in.ID, in.Body.Households, in.Body.Version)
	})
	write(s, "households.add", func(tx *store.Tx, in *struct {
		ByID
		Body HouseholdText
	}) (HouseholdGroup, error) {
		g, err := household.Put(tx, s.book(tx), household.Group{Org: in.ID, Name: in.Body.Name, Households: in.Body.Households, Member: in.Body.Member}, 0)
		return HouseholdGroup(g), err
	})
	write(s, "households.change", func(tx *store.Tx, in *struct {
		ByID
		Body HouseholdText
	}) (HouseholdGroup, error) {
		old, err := household.Get(tx.Reader, s.book(tx), in.ID)
		if err != nil {
			return HouseholdGroup{}, err
		}
		g, err := household.Put(tx, s.book(tx), household.Group{ID: old.ID, Org: old.Org, Name: in.Body.Name, Households: in.Body.Households, Member: in.Body.Member}, in.Body.Version)
		return HouseholdGroup(g), err
	})
	write(s, "households.end", func(tx *store.Tx, in *ByID) (struct{}, error) {
		return struct{}{}, household.End(tx, s.book(tx), in.ID)
	})
	write(s, "households.visit", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Visited bool `json:"visited"`
		}
	}) (HouseholdGroup, error) {
		g, err := household.Visit(tx, s.book(tx), in.ID, in.Body.Visited)
		return HouseholdGroup(g), err
	})
	write(s, "households.excuse", func(tx *store.Tx, in *struct {
		ByID
		Member string `path:"member" maxLength:"64"`
		Body   struct {
			Reason string `json:"reason,omitempty" enum:"age,health,work,other_duty," doc:"Empty takes it back"`
		}
	}) (struct{}, error) {
		return struct{}{}, household.Excuse(tx, in.ID, in.Member, in.Body.Reason)
	})
	read(s, "households.over", func(rd *store.Reader, _ *struct{}) (List[HouseholdCounts], error) {
		sees, err := org.Reach(rd, access.MonthView, rd.Today())
		if err == nil && len(sees) == 0 {
			err = fault.Missing()
		}
		if err != nil {
			return List[HouseholdCounts]{}, err
		}
		all, err := household.Over(rd, s.book(rd))
		return list(all, "", func(c household.Counts) HouseholdCounts { return HouseholdCounts(c) }), err
	})
}
