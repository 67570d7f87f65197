package reading

import (
	"bytes"
	"strconv"
	"strings"
)

// piece is a string drawn, or a gap wide enough to be a space.
type piece struct {
	drawn []byte
	gap   bool
}

// pen follows where a page writes, as far as lines need it.
type pen struct {
	letters func([]byte) string
	each    func(string)
	line    strings.Builder
	pieces  []piece
	numbers []float64
	y       float64
	fresh   bool // a text object has just begun: its first step is absolute
	read    int
}

// lines calls each for the lines a page draws and returns how many letters it
// found. Writing at another height is another line; a step to the right at the
// same height is a column.
func lines(page []byte, letters func([]byte) string, each func(string)) int {
	p := &pen{letters: letters, each: each}
	for i := 0; i < len(page); {
		switch c := page[i]; {
		case c == '(':
			s, n := literal(page[i:])
			p.pieces = append(p.pieces, piece{drawn: s})
			i += n
		case c == '<' && i+1 < len(page) && page[i+1] != '<':
			n := bytes.IndexByte(page[i:], '>')
			if n < 0 {
				i = len(page)
				continue
			}
			p.pieces = append(p.pieces, piece{drawn: unhex(page[i+1 : i+n])})
			i += n + 1
		case c == '%':
			for i < len(page) && page[i] != '\n' && page[i] != '\r' {
				i++
			}
		case isWord(c):
			n := i
			for n < len(page) && isWord(page[n]) {
				n++
			}
			p.word(string(page[i:n]))
			i = n
		default:
			i++
		}
	}
	p.flush()
	return p.read
}

func (p *pen) flush() {
	if s := strings.TrimSpace(p.line.String()); s != "" {
		p.each(s)
		p.read += len(s)
	}
	p.line.Reset()
}

// word is a number or an operator.
func (p *pen) word(w string) {
	if v, err := strconv.ParseFloat(w, 64); err == nil {
		p.numbers = append(p.numbers, v)
		if len(p.pieces) > 0 && v < -180 {
			p.pieces = append(p.pieces, piece{gap: true})
		}
		return
	}
	switch w {
	case "BT":
		p.fresh = true
	case "Tj", "TJ":
		p.write()
	case "'", "\"":
		p.flush()
		p.write()
	case "T*":
		p.flush()
	case "Td", "TD":
		if n := len(p.numbers); n >= 2 {
			p.step(p.numbers[n-1], p.fresh)
		}
		p.fresh = false
	case "Tm":
		if n := len(p.numbers); n >= 6 {
			p.step(p.numbers[n-1], true)
		}
		p.fresh = false
	}
	p.pieces, p.numbers = nil, nil
}

func (p *pen) step(y float64, absolute bool) {
	if absolute && y == p.y || !absolute && y == 0 {
		p.line.WriteByte(' ') // never two: a stamp beside prose must not look like a column
		return
	}
	p.flush()
	if p.y += y; absolute {
		p.y = y
	}
}

func (p *pen) write() {
	for _, one := range p.pieces {
		if one.gap {
			p.line.WriteByte(' ')
			continue
		}
		p.line.WriteString(p.letters(one.drawn))
	}
	if p.line.Len() > mostLine {
		p.flush()
	}
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == '*' || c == '\'' || c == '"'
}

// literal reads a string in brackets with its escapes and says how long it was.
func literal(b []byte) (out []byte, n int) {
	depth := 0
	for n = 0; n < len(b); n++ {
		switch c := b[n]; c {
		case '(':
			if depth++; depth > 1 {
				out = append(out, c)
			}
		case ')':
			if depth--; depth == 0 {
				return out, n + 1
			}
			out = append(out, c)
		case '\\':
			if n++; n >= len(b) {
				return out, n
			}
			var c byte
			c, n = escaped(b, n)
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return out, n
}

// escaped is the letter behind a backslash at n, and the place of its end.
func escaped(b []byte, n int) (byte, int) {
	switch e := b[n]; {
	case e >= '0' && e <= '7':
		v := 0
		for k := 0; k < 3 && n < len(b) && b[n] >= '0' && b[n] <= '7'; k++ {
			v = v*8 + int(b[n]-'0')
			n++
		}
		return byte(v), n - 1
	case e == 'n' || e == 'r' || e == 't':
		return ' ', n
	default:
		return e, n
	}
}
