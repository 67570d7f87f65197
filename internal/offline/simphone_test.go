package offline_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/minutes/cast"
	"chibo/internal/offline"
	"chibo/internal/speech"
	"chibo/internal/store"
)

// simDevice is a device of a simulation.
type simDevice struct {
	id, person string
	skew       int64
}

// simPhone is what it remembers; a restart loses only what it has not written down.
type simPhone struct {
	simDevice
	seq, lamport int64
	cursor       int64
	own          []offline.Op
	known        []offline.Op
	made         []int64 // true moment of each of its operations
}

func (p *simPhone) heads(key string) []string { return offline.Fold(p.known)[key].Heads }

func (p *simPhone) do(r *rand.Rand, now int64, key string, value any) {
	b, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	p.seq++
	p.lamport++
	o := offline.Op{ID: simID(r), Device: p.id, Seq: p.seq, Lamport: p.lamport, At: max(now+p.skew, 0), Kind: kind(key), Key: key, Value: b, Saw: p.heads(key)}
	if o.Saw == nil {
		o.Saw = []string{}
	}
	p.own, p.known, p.made = append(p.own, o), append(p.known, o), append(p.made, now)
}

func (p *simPhone) hear(ops []offline.Op) {
	for _, o := range ops {
		if !slices.ContainsFunc(p.known, func(k offline.Op) bool { return k.ID == o.ID }) {
			p.known = append(p.known, o)
			p.lamport = max(p.lamport, o.Lamport)
		}
	}
}

func simID(r *rand.Rand) string {
	return fmt.Sprintf("%08x-%04x-7%03x-8%03x-%012x", r.Uint32(), r.Uint32()&0xffff, r.Uint32()&0xfff, r.Uint32()&0xfff, r.Uint64()&0xffffffffffff)
}

var (
	simMembers = []string{cast.Hien, cast.Huy, cast.Loc, cast.Khoa, cast.Mai, cast.Anh, cast.Tin}
	simPersons = []string{cast.Hien, cast.Khoa} // who runs the meeting all evening
	simStatus  = []string{"present", "present", "present", "late", "left_early", "excused", "unexplained", "unexcused"}
)

// simKey names one of a few entries, so that phones meet in them.
func simName(r *rand.Rand, n int) string {
	return "0194a000-0000-7000-8000-00000000000" + strconv.Itoa(r.IntN(n))
}

// act is one thing somebody writes on his phone in the course of the evening.
func act(r *rand.Rand, p *simPhone, now int64) {
	member := func() string { return cast.M(simMembers[r.IntN(len(simMembers))]) }
	item := december + "-i" + strconv.Itoa(1+r.IntN(2))
	switch r.IntN(14) {
	case 0, 1, 2, 3:
		v := obj{"status": simStatus[r.IntN(len(simStatus))]}
		switch v["status"] {
		case "excused":
			v["reason"] = attendance.Reasons[r.IntN(len(attendance.Reasons))]
		case "late":
			v["arrived"] = now
		case "left_early":
			v["left"] = now
		}
		p.do(r, now, "mark/"+member(), v)
	case 4:
		p.do(r, now, "begin/"+item, obj{})
	case 5:
		p.do(r, now, "gist/"+item, obj{"text": "ý " + strconv.Itoa(r.IntN(50))})
	case 6:
		p.do(r, now, "conclusion/"+item, obj{"text": "kết luận " + strconv.Itoa(r.IntN(50))})
	case 7, 8:
		if key := "opinion/" + simName(r, 6); r.IntN(6) == 0 && len(p.heads(key)) > 0 {
			p.do(r, now, key, nil)
		} else {
			p.do(r, now, key, obj{"member": member(), "kind": speech.Kinds[r.IntN(len(speech.Kinds))], "item": item, "text": "lời " + strconv.Itoa(r.IntN(50)), "bare": r.IntN(9) == 0})
		}
	case 9, 10:
		if key := "deed/" + simName(r, 8); r.IntN(6) == 0 && len(p.heads(key)) > 0 {
			p.do(r, now, key, nil)
		} else {
			p.do(r, now, key, obj{"deed": "việc " + strconv.Itoa(r.IntN(50)), "owner": member(), "due": "2026-12-" + strconv.Itoa(10+r.IntN(20)), "measure": "xong"})
		}
	case 11:
		p.do(r, now, "praise/"+simName(r, 3), obj{"member": member(), "deed": "việc tốt " + strconv.Itoa(r.IntN(4))})
	case 12:
		key := []string{"vote/resolution", "vote/ordinary." + item, "scorevote"}[r.IntN(3)]
		p.do(r, now, key, obj{"for": r.IntN(7), "against": r.IntN(2), "why": []string{"", "đếm cả người vừa về"}[r.IntN(2)]})
	case 13:
		switch r.IntN(3) {
		case 0:
			p.do(r, now, "score", obj{"points": 80 + r.IntN(20), "reason": "đủ nội dung"})
		case 1:
			p.do(r, now, "lacks", obj{"lines": []string{"đúng giờ " + strconv.Itoa(r.IntN(9))}})
		default:
			p.do(r, now, "judge/task1", obj{"result": []string{"done", "partly"}[r.IntN(2)], "why": "mưa " + strconv.Itoa(r.IntN(9))})
		}
	}
}

// skews are the clocks one meets: right, minutes and a day wrong, 1970, 2099.
var skews = []int64{0, 0, 0, 4 * 60_000, -7 * 60_000, 24 * 3_600_000, -24 * 3_600_000, -1_796_000_000_000, 2_277_000_000_000}

// lived is an evening on so many phones of which some hear of one another now
// and then; what they wrote, in the order of its writing.
func lived(r *rand.Rand, devices []simDevice, acts int) (phones []*simPhone, written []offline.Op, at map[string]int64) {
	for _, d := range devices {
		phones = append(phones, &simPhone{simDevice: d})
	}
	start := time.Date(2026, 12, 3, 19, 20, 0, 0, store.Vietnam).UnixMilli()
	at = map[string]int64{}
	now := start
	do := func(p *simPhone, f func()) {
		f()
		for _, o := range p.own[len(p.own)-1:] {
			written = append(written, o)
			at[o.ID] = now
		}
	}
	opened := phones[r.IntN(len(phones))]
	do(opened, func() { opened.do(r, now, "open", obj{"chair": cast.Hien, "scribe": cast.Huy}) })
	for range acts {
		now += int64(1000 + r.IntN(90_000))
		p := phones[r.IntN(len(phones))]
		if r.IntN(3) == 0 { // hears what another knows
			p.hear(phones[r.IntN(len(phones))].known)
		}
		before := len(p.own)
		act(r, p, now)
		if len(p.own) > before {
			written = append(written, p.own[before:]...)
			for _, o := range p.own[before:] {
				at[o.ID] = now
			}
		}
	}
	for n := range 2 {
		now += 60_000
		p := phones[r.IntN(len(phones))]
		do(p, func() { p.do(r, now, "mark/"+cast.M(cast.Hien), obj{"status": "present"}) })
		do(p, func() { p.do(r, now, "close", obj{}) })
		if n == 1 {
			do(p, func() {
				p.do(r, now, "part/closing", obj{"text": "Kết thúc, chi bộ hát Quốc tế ca " + strconv.Itoa(r.IntN(9))})
			})
			do(p, func() { p.do(r, now, "agree", obj{}) })
		}
	}
	return phones, written, at
}

func simDevices(r *rand.Rand, n int) []simDevice {
	out := make([]simDevice, n)
	for i := range out {
		out[i] = simDevice{fmt.Sprintf("00000000-0000-7000-8000-0000000000%02d", i), simPersons[r.IntN(len(simPersons))], skews[r.IntN(len(skews))]}
	}
	return out
}
