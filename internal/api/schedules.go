package api

import (
	"chibo/internal/schedule"
	"chibo/internal/store"
)

// ScheduleMonth names a month of an organisation.
type ScheduleMonth struct {
	ByID
	Month string `path:"month" pattern:"^20[0-9]{2}-(0[1-9]|1[0-2])$"`
}

// schedules are the register of a month and its notice.
func (s *server) schedules() {
	read(s, "schedule.get", func(rd *store.Reader, in *ScheduleMonth) (schedule.Register, error) {
		return schedule.Of(rd, s.book(rd), in.ID, in.Month)
	})
	write(s, "schedule.approve", func(tx *store.Tx, in *struct {
		ScheduleMonth
		Body struct {
			Tokens []string `json:"tokens" minItems:"1" maxItems:"2000" doc:"Of the rows approved: this meeting at this hour and place"`
		}
	}) (schedule.Register, error) {
		if _, err := schedule.Approve(tx, s.book(tx), in.ID, in.Month, in.Body.Tokens); err != nil {
			return schedule.Register{}, err
		}
		return schedule.Of(tx.Reader, s.book(tx), in.ID, in.Month)
	})
	write(s, "schedule.issue", func(tx *store.Tx, in *struct {
		ScheduleMonth
		Body struct {
			Number int `json:"number,omitempty" minimum:"0" maximum:"99999" doc:"Of the paper; left out: not numbered yet"`
		}
	}) (schedule.Notice, error) {
		return schedule.Issue(tx, s.book(tx), in.ID, in.Month, in.Body.Number)
	})
	read(s, "schedule.told", func(rd *store.Reader, in *ScheduleMonth) (*schedule.Notice, error) {
		return schedule.Told(rd, in.ID, in.Month)
	})
}
