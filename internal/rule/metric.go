package rule

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Units of a metric.
const (
	Percent = "percent" // a share: num of den
	Count   = "count"
	Minutes = "minutes"
	YesNo   = "yes" // 1 or 0
)

// Metric is something of a meeting that chibo counts by itself. The list is
// closed: a table may only ask for what room quality knows how to count.
type Metric struct {
	Name string
	Unit string
	VI   string // as an officer reads it in a table
	EN   string
}

var metrics = []Metric{
	{"length_short", Minutes, "số phút ngắn hơn thời lượng quy định", "minutes short of the required length"},
	{"length_rate", Percent, "tỷ lệ thời gian đã họp so với quy định", "share of the required length"},
	{"start_late", Minutes, "số phút bắt đầu muộn", "minutes begun late"},
	{"on_day", YesNo, "họp đúng ngày quy định", "held on the prescribed day"},
	{"attendance_rate", Percent, "tỷ lệ đảng viên dự sinh hoạt", "share of members attending"},
	{"unexcused", Count, "số lượt vắng không lý do", "absences without a reason"},
	{"excused_running", Count, "số kỳ vắng có lý do liên tiếp dài nhất trong năm", "longest run of excused absences in the year"},
	{"preparation", Percent, "các việc chuẩn bị đã làm: họp trước, thông báo, gửi tài liệu đúng hạn", "preparation done: pre-meeting, notice, papers in time"},
	{"premeeting", YesNo, "có họp chi ủy trước và ghi lại", "pre-meeting held and minuted"},
	{"notice", YesNo, "đã báo tới đảng viên", "members were notified"},
	{"papers_ahead", YesNo, "tài liệu đã gửi đúng hạn trước", "papers out in time"},
	{"draft_ready", YesNo, "có dự thảo nghị quyết trước khi khai mạc", "draft resolution ready before the opening"},
	{"steps", Percent, "các bước của buổi sinh hoạt đã làm", "steps of the meeting carried out"},
	{"items_concluded", Percent, "nội dung đã có kết luận", "agenda items concluded"},
	{"thematic_held", YesNo, "có phần chuyên đề", "thematic part held"},
	{"praised", Count, "số lượt biểu dương, nhắc nhở ghi tên", "praise or reminders by name"},
	{"speakers_rate", Percent, "số đồng chí phát biểu so với số có mặt", "speakers as a share of those present"},
	{"thought_minutes", Minutes, "số phút dành cho tư tưởng, tự phê bình và phê bình", "minutes given to ideology and criticism"},
	{"results_rate", Percent, "việc của nghị quyết trước đã hoàn thành", "tasks of the last resolution done"},
	{"tasks_assigned", Percent, "việc mới có người làm và có hạn", "new tasks with owner and date"},
	{"resolution_voted", YesNo, "nghị quyết hoặc kết luận đã biểu quyết thông qua", "resolution or conclusion adopted by vote"},
	{"minutes_agreed", YesNo, "biên bản đã được nhất trí", "minutes agreed"},
	{"answered", Percent, "kiến nghị, tâm tư đã trả lời hoặc có người trả lời", "concerns answered or given to somebody"},
	{"reported", YesNo, "kết quả đã gửi về đúng hạn", "result reported in time"},
}

// Metrics lists everything a table may ask for.
func Metrics() []Metric { return slices.Clone(metrics) }

// MetricOf finds one by name.
func MetricOf(name string) (Metric, bool) {
	n := slices.IndexFunc(metrics, func(m Metric) bool { return m.Name == name })
	if n < 0 {
		return Metric{}, false
	}
	return metrics[n], true
}

// Situations are the reasons for which a criterion may not apply to a meeting: no
// thematic part that month, a cell with only a secretary, no tasks due from an
// earlier resolution, no concern raised.
var Situations = []string{"no_thematic", "no_committee", "no_previous", "no_concern"}

// Policies are what a table may do with the points of a criterion that does not
// apply: give them all; spread them over the rest of its group; measure the rest
// on the full total; or leave them out, so that the meeting can reach less.
var Policies = []string{"award_max", "redistribute", "rescale", "drop"}

// Fact is what was counted of one metric: Num of Den for a share, else Num alone.
type Fact struct {
	Num int64 `json:"num"`
	Den int64 `json:"den,omitempty"`
}

// UnmarshalYAML reads 3, or [20, 22] for a share.
func (f *Fact) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.SequenceNode {
		return node.Decode(&f.Num)
	}
	var pair [2]int64
	err := node.Decode(&pair)
	f.Num, f.Den = pair[0], pair[1]
	return err
}

// Facts are what is known of a meeting. A metric that is not there is unknown:
// then people judge, and nothing is suggested.
type Facts struct {
	Of  map[string]Fact
	Not map[string]bool // situations that hold
}

// known tells whether a metric can be measured: a share of nothing cannot.
func (f Facts) known(name string) (Fact, bool) {
	fact, ok := f.Of[name]
	m, listed := MetricOf(name)
	return fact, ok && listed && (m.Unit != Percent || fact.Den > 0)
}

// against puts the fact beside a bound without dividing: below 0, at 0, above 0.
// A bound is in hundredths of the metric's unit.
func (f Fact) against(unit string, bound Points) int64 {
	if unit == Percent {
		return f.Num*10000 - int64(bound)*f.Den
	}
	return f.Num*100 - int64(bound)
}
