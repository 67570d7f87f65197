package rule

import (
	"go.yaml.in/yaml/v3"
)

// Regime is the law of the monthly meeting: day, length, papers, report.
type Regime struct {
	Ref                     // of the day and the attendance (regime.month)
	LengthRef          Ref  // of the minimum lengths (regime.length)
	ReportRef          Ref  // of papers and report (report.deadline)
	Day                int  // day of the month for the whole Party; 0: each cell registers its own
	AttendanceTarget   int  // per cent of those expected
	AttendanceAbove    bool // the target itself is not enough ("over 85 %" in 2018, "at least 90 %" since 2025)
	MinMinutes         int  // regular meeting
	CombinedMinMinutes int  // regular and thematic in one sitting
	PapersLeadHours    int  // papers out that long before the start; 0: no figure in force
	ReportDays         int  // result upward by the end of that calendar day; 0: no figure in force
}

// regimeMonth is the pack regime.month.
type regimeMonth struct {
	Day              int  `yaml:"day"`
	AttendanceTarget int  `yaml:"attendance_target"`
	AttendanceAbove  bool `yaml:"attendance_above"`
}

// regimeLength is the pack regime.length.
type regimeLength struct {
	MinMinutes         int `yaml:"min_minutes"`
	CombinedMinMinutes int `yaml:"combined_min_minutes"`
}

// reportDeadline is the pack report.deadline.
type reportDeadline struct {
	PapersLeadHours int `yaml:"papers_lead_hours"`
	ReportDays      int `yaml:"report_days"`
}

// Regime gives the law of the monthly meeting in force that day for a kind of cell.
func (b *Book) Regime(day string, kind OrgKind) Regime {
	scope := Scope{Kind: kind}
	var out Regime
	var month regimeMonth
	var length regimeLength
	var report reportDeadline
	month, out.Ref = answer[regimeMonth](b, "regime.month", day, scope)
	length, out.LengthRef = answer[regimeLength](b, "regime.length", day, scope)
	report, out.ReportRef = answer[reportDeadline](b, "report.deadline", day, scope)
	out.Day, out.AttendanceTarget, out.AttendanceAbove = month.Day, month.AttendanceTarget, month.AttendanceAbove
	out.MinMinutes, out.CombinedMinMinutes = length.MinMinutes, length.CombinedMinMinutes
	out.PapersLeadHours, out.ReportDays = report.PapersLeadHours, report.ReportDays
	return out
}

// Minutes is the minimum length of a kind of meeting; thematic and extraordinary ones have none of their own.
func (r Regime) Minutes(meetingKind string) int {
	switch meetingKind {
	case "regular":
		return r.MinMinutes
	case "combined":
		return r.CombinedMinMinutes
	}
	return 0
}

// Attended tells whether present of expected members reach the target.
func (r Regime) Attended(present, expected int) bool {
	if expected <= 0 {
		return false
	}
	if r.AttendanceAbove {
		return present*100 > expected*r.AttendanceTarget
	}
	return present*100 >= expected*r.AttendanceTarget
}

func (p *regimeMonth) check() error {
	if p.Day < 0 || p.Day > 28 || p.AttendanceTarget < 1 || p.AttendanceTarget > 100 {
		return bad("day từ 0 đến 28, attendance_target từ 1 đến 100", "day is 0 to 28, attendance_target 1 to 100")
	}
	return nil
}

func (p *regimeMonth) try(in *yaml.Node) (any, error) {
	var q struct {
		Present  int `yaml:"present"`
		Expected int `yaml:"expected"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	r := Regime{AttendanceTarget: p.AttendanceTarget, AttendanceAbove: p.AttendanceAbove}
	return map[string]any{"day": p.Day, "attended": r.Attended(q.Present, q.Expected)}, nil
}

func (p *regimeLength) check() error {
	if p.MinMinutes < 1 || p.CombinedMinMinutes < p.MinMinutes {
		return bad("min_minutes từ 1, combined_min_minutes không nhỏ hơn min_minutes", "min_minutes at least 1, combined_min_minutes at least min_minutes")
	}
	return nil
}

func (p *regimeLength) try(in *yaml.Node) (any, error) {
	var q struct {
		Meeting string `yaml:"meeting"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	r := Regime{MinMinutes: p.MinMinutes, CombinedMinMinutes: p.CombinedMinMinutes}
	return map[string]any{"minutes": r.Minutes(q.Meeting)}, nil
}

func (p *reportDeadline) check() error {
	if p.PapersLeadHours < 0 || p.ReportDays < 0 {
		return bad("thời hạn không được âm", "no negative time limits")
	}
	return nil
}

func (p *reportDeadline) try(in *yaml.Node) (any, error) {
	var q struct {
		Day string `yaml:"day"` // of the meeting
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	by := ""
	if p.ReportDays > 0 {
		by, _ = after(q.Day, p.ReportDays)
	}
	return map[string]any{"papers_lead_hours": p.PapersLeadHours, "report_days": p.ReportDays, "report_by": by}, nil
}
