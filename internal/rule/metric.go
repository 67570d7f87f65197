package rule

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"chibo/internal/vi"
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

	none [2]string // what a count of nought says, vi and en; empty: as any other
	some [2]string
}

var metrics = []Metric{
	{"length_short", Minutes, "số phút ngắn hơn thời lượng quy định", "minutes short of the required length",
		[2]string{"đủ {den} phút quy định", "the required {den} minutes were kept"}, [2]string{"ngắn hơn quy định {num} phút", "{num} minutes short of the required length"}},
	{"length_rate", Percent, "tỷ lệ thời gian đã họp so với quy định", "share of the required length",
		[2]string{"", ""}, [2]string{"họp {num} phút, quy định {den} phút", "{num} minutes held, {den} required"}},
	{"start_late", Minutes, "số phút bắt đầu muộn", "minutes begun late",
		[2]string{"bắt đầu đúng giờ", "begun on time"}, [2]string{"bắt đầu muộn {num} phút", "begun {num} minutes late"}},
	{"on_day", YesNo, "họp đúng ngày quy định", "held on the prescribed day",
		[2]string{"không đúng ngày quy định", "not on the prescribed day"}, [2]string{"đúng ngày quy định", "on the prescribed day"}},
	{"attendance_rate", Percent, "tỷ lệ đảng viên dự sinh hoạt", "share of members attending",
		[2]string{"", ""}, [2]string{"{num}/{den} đồng chí dự ({share})", "{num} of {den} attended ({share})"}},
	{"unexcused", Count, "số lượt vắng không lý do", "absences without a reason",
		[2]string{"không có vắng không lý do", "nobody absent without a reason"}, [2]string{"{num} lượt vắng không lý do", "{num} absent without a reason"}},
	{"excused_running", Count, "số kỳ vắng có lý do liên tiếp dài nhất trong năm", "longest run of excused absences in the year",
		[2]string{"không ai vắng có lý do trong năm", "nobody excused this year"}, [2]string{"vắng có lý do liền nhau dài nhất {num} kỳ", "longest run of excused absences: {num}"}},
	{"preparation", Percent, "các việc chuẩn bị đã làm: họp trước, thông báo, gửi tài liệu đúng hạn", "preparation done: pre-meeting, notice, papers in time",
		[2]string{"", ""}, [2]string{"làm {num}/{den} việc chuẩn bị: họp trước, thông báo, gửi tài liệu đúng hạn", "{num} of {den} done: pre-meeting, notice, papers in time"}},
	{"premeeting", YesNo, "có họp chi ủy trước và ghi lại", "pre-meeting held and minuted",
		[2]string{"chưa ghi cuộc họp chuẩn bị", "no pre-meeting noted"}, [2]string{"đã họp chuẩn bị, có ghi lại", "pre-meeting held and noted"}},
	{"notice", YesNo, "đã báo tới đảng viên", "members were notified",
		[2]string{"chưa ghi việc thông báo", "no notice noted"}, [2]string{"đã thông báo", "notice given"}},
	{"papers_ahead", YesNo, "tài liệu đã gửi đúng hạn trước", "papers out in time",
		[2]string{"chưa ghi việc gửi tài liệu đúng hạn", "papers not noted as out in time"}, [2]string{"tài liệu gửi đúng hạn", "papers out in time"}},
	{"draft_ready", YesNo, "có dự thảo nghị quyết trước khi khai mạc", "draft resolution ready before the opening",
		[2]string{"chưa có dự thảo trước khi khai mạc", "no draft before the opening"}, [2]string{"có dự thảo trước khi khai mạc", "draft ready before the opening"}},
	{"steps", Percent, "các bước của buổi sinh hoạt đã làm", "steps of the meeting carried out",
		[2]string{"", ""}, [2]string{"làm {num}/{den} bước", "{num} of {den} steps done"}},
	{"items_concluded", Percent, "nội dung đã có kết luận", "agenda items concluded",
		[2]string{"", ""}, [2]string{"{num}/{den} nội dung có kết luận", "{num} of {den} items concluded"}},
	{"thematic_held", YesNo, "có phần chuyên đề", "thematic part held",
		[2]string{"tháng này không có chuyên đề", "no theme this month"}, [2]string{"tháng này có chuyên đề", "theme held this month"}},
	{"praised", Count, "số lượt biểu dương, nhắc nhở ghi tên", "praise or reminders by name",
		[2]string{"chưa ghi biểu dương, nhắc nhở", "no praise or reminder noted"}, [2]string{"{num} lượt biểu dương, nhắc nhở", "{num} praised or reminded"}},
	{"speakers_rate", Percent, "số đồng chí phát biểu so với số có mặt", "speakers as a share of those present",
		[2]string{"", ""}, [2]string{"{num}/{den} đồng chí phát biểu ({share})", "{num} of {den} spoke ({share})"}},
	{"thought_minutes", Minutes, "số phút dành cho tư tưởng, tự phê bình và phê bình", "minutes given to ideology and criticism",
		[2]string{"", ""}, [2]string{"{num} phút cho tư tưởng, phê bình", "{num} minutes for ideology and criticism"}},
	{"results_rate", Percent, "việc của nghị quyết trước đã hoàn thành", "tasks of the last resolution done",
		[2]string{"", ""}, [2]string{"xong {num}/{den} việc ({share})", "{num} of {den} tasks done ({share})"}},
	{"tasks_assigned", Percent, "việc mới có người làm và có hạn", "new tasks with owner and date",
		[2]string{"", ""}, [2]string{"{num}/{den} việc mới rõ người, rõ hạn", "{num} of {den} new tasks with owner and date"}},
	{"resolution_voted", YesNo, "nghị quyết hoặc kết luận đã biểu quyết thông qua", "resolution or conclusion adopted by vote",
		[2]string{"nghị quyết chưa biểu quyết thông qua", "resolution not adopted"}, [2]string{"nghị quyết đã biểu quyết thông qua", "resolution adopted"}},
	{"minutes_agreed", YesNo, "biên bản đã được nhất trí", "minutes agreed",
		[2]string{"biên bản chưa được nhất trí", "minutes not agreed"}, [2]string{"biên bản đã được nhất trí", "minutes agreed"}},
	{"reported", YesNo, "kết quả đã gửi về đúng hạn", "result reported in time",
		[2]string{"gửi kết quả quá hạn", "result late"}, [2]string{"kết quả gửi đúng hạn", "result in time"}},
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
// earlier resolution.
var Situations = []string{"no_thematic", "no_committee", "no_previous"}

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

// Says is the evidence in words, for the page beside the points and for the
// papers: "20/22 đồng chí dự (90,9%)".
func (m Metric) Says(f Fact, english bool) string {
	words := m.some
	if f.Num == 0 && m.none[0] != "" {
		words = m.none
	}
	text := words[0]
	if english {
		text = words[1]
	}
	return strings.NewReplacer("{num}", strconv.FormatInt(f.Num, 10), "{den}", strconv.FormatInt(f.Den, 10), "{share}", vi.Percent(int(f.Num), int(f.Den))).Replace(text)
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
