package api

import (
	"chibo/internal/access"
	"chibo/internal/config"
	"chibo/internal/job"
	"chibo/internal/report"
	"chibo/internal/store"
)

// System is the state of the server, without any content of a cell.
type System struct {
	Version string  `json:"version"`
	Engine  string  `json:"engine" doc:"sqlite or postgres"`
	Free    int64   `json:"free_bytes" doc:"On the disk of the data"`
	Backup  Backup  `json:"backup"`
	Jobs    []Waits `json:"jobs" nullable:"false" doc:"Not done yet, the oldest first"`
	Recount Recount `json:"recount"`
}

// Recount is what the last night found that derived every cell's month again.
type Recount struct {
	At        *Instant `json:"at,omitempty" doc:"Absent: none ran yet"`
	Months    int      `json:"months" doc:"Months of cells derived again"`
	Differing int      `json:"differing" doc:"Those that did not say what their cells' rows say, corrected since"`
}

// Backup is how the nightly backup stands.
type Backup struct {
	On       bool     `json:"on"`
	Good     bool     `json:"good" doc:"One was made and read back within two nights"`
	At       *Instant `json:"at,omitempty"`
	Bytes    int64    `json:"bytes,omitempty"`
	Kept     int      `json:"kept"`
	SameDisk bool     `json:"same_disk" doc:"On the disk of the data: no second copy"`
	FailedAt *Instant `json:"failed_at,omitempty" doc:"The newest try, when it failed"`
}

// Waits is a job not done yet.
type Waits struct {
	Kind     string  `json:"kind"`
	RunAt    Instant `json:"run_at"`
	Attempts int     `json:"attempts"`
}

func (s *server) system() {
	read(s, "system.get", func(rd *store.Reader, _ *struct{}) (System, error) {
		if err := access.MustAny(rd, access.SystemView); err != nil {
			return System{}, err
		}
		m, err := s.Keeper.Look()
		if err != nil {
			return System{}, err
		}
		out := System{Version: config.Version(), Engine: m.Engine, Free: int64(min(m.FreeData, 1<<62)), Jobs: []Waits{},
			Backup: Backup{On: !m.Off, Good: !m.Off && !m.Old, At: when(m.Last.At), Bytes: m.Last.Bytes, Kept: m.Last.Kept, SameDisk: m.SameDisk, FailedAt: when(m.Last.FailedAt)}}
		night, err := report.LastNight(rd)
		if err != nil {
			return System{}, err
		}
		out.Recount = Recount{when(night.At), night.Rows, night.Differing}
		all, err := job.List(rd, 100)
		for _, w := range all {
			out.Jobs = append(out.Jobs, Waits{w.Kind, Instant(w.RunAt), w.Attempts})
		}
		return out, err
	})
}
