package reading

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
)

// A .pdf draws letters by the numbers of a font; only fonts with a table of
// meanings (ToUnicode) tell which letters those are. This reader unpacks the
// streams it can, tries every table of the file on every string drawn, and owns
// up to the rest: it looks for marks, it is no converter.

const (
	mostStreams = 4000
	mostTables  = 64
	mostDrawn   = 8 << 20 // bytes of page streams tried with every table
)

var (
	streamWord = regexp.MustCompile(`>>\s*stream\r?\n`)
	filterName = regexp.MustCompile(`/Filter\s*(\[[^\]]*\]|/\w+)`)
)

func pdf(data []byte, each func(string)) (unread string, err error) {
	if bytes.Contains(data, []byte("/Encrypt")) {
		return "", ErrUnreadable
	}
	if !bytes.Contains(data[max(0, len(data)-2048):], []byte("%%EOF")) {
		return "", ErrUnreadable // cut short
	}
	var drawn [][]byte
	var tables []cmap
	left := int64(mostUnpacked)
	for n, head := range streamWord.FindAllIndex(data, mostStreams+1) {
		if n == mostStreams {
			return "", ErrBomb
		}
		words := data[max(0, head[0]-4000):head[0]]
		words = words[bytes.LastIndex(words, []byte(" obj"))+1:]
		if bytes.Contains(words, []byte("/Image")) {
			continue
		}
		body, ok, err := unpacked(words, data[head[1]:], &left)
		switch {
		case err != nil:
			return "", err
		case !ok:
		case bytes.Contains(body, []byte("begincmap")):
			if len(tables) < mostTables {
				tables = append(tables, readCmap(body))
			}
		case bytes.Contains(body, []byte("Tj")) || bytes.Contains(body, []byte("TJ")):
			drawn = append(drawn, body)
		}
	}
	total, read := 0, 0
	for _, page := range drawn {
		if total += len(page); total > mostDrawn {
			break
		}
		read += lines(page, plainLetters, each)
		for _, t := range tables {
			read += lines(page, t.letters, each)
		}
	}
	if read == 0 {
		return Nothing, nil
	}
	return Partly, nil // a .pdf may draw words as lines or pictures: it is never all read
}

// unpacked gives the bytes of a stream whose packing is understood.
func unpacked(words, rest []byte, left *int64) (body []byte, ok bool, err error) {
	end := bytes.Index(rest, []byte("endstream"))
	if end < 0 {
		return nil, false, nil
	}
	rest = rest[:end]
	f := filterName.FindSubmatch(words)
	if f == nil {
		*left -= int64(len(rest))
		return rest, *left > 0, nil
	}
	if strings.Trim(string(f[1]), "[] \r\n") != "/FlateDecode" {
		return nil, false, nil
	}
	z, err := zlib.NewReader(bytes.NewReader(rest))
	if err != nil {
		return nil, false, nil //nolint:nilerr // a stream that cannot be read is said to be unread, the file is not refused
	}
	body, err = io.ReadAll(io.LimitReader(z, *left+1))
	if int64(len(body)) > *left || len(body) > 1<<20 && len(body)/max(len(rest), 1) > 5*mostRatio {
		return nil, false, ErrBomb
	}
	*left -= int64(len(body))
	return body, err == nil || len(body) > 0, nil
}

// cmap is a font's table of meanings: number of one or two bytes → letters.
type cmap struct {
	wide bool
	to   map[uint32]string
}

var (
	charBlock  = regexp.MustCompile(`(?s)beginbfchar(.*?)endbfchar`)
	charLine   = regexp.MustCompile(`<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>`)
	rangeBlock = regexp.MustCompile(`(?s)beginbfrange(.*?)endbfrange`)
	rangeLine  = regexp.MustCompile(`(?s)<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])`)
	hexWord    = regexp.MustCompile(`<([0-9A-Fa-f]+)>`)
)

func readCmap(body []byte) cmap {
	c := cmap{to: map[uint32]string{}}
	for _, block := range charBlock.FindAllSubmatch(body, 200) {
		for _, l := range charLine.FindAllSubmatch(block[1], 20_000) {
			c.wide = c.wide || len(l[1]) > 2
			c.to[number(l[1])] = utf16be(unhex(l[2]))
		}
	}
	for _, block := range rangeBlock.FindAllSubmatch(body, 200) {
		for _, l := range rangeLine.FindAllSubmatch(block[1], 20_000) {
			c.wide = c.wide || len(l[1]) > 2
			from, to := number(l[1]), number(l[2])
			if to < from || to-from > 0xffff {
				continue
			}
			if len(l[3]) > 0 {
				first := []rune(utf16be(unhex(l[3])))
				for n := from; n <= to && len(first) > 0; n++ {
					last := len(first) - 1
					c.to[n] = string(first[:last]) + string(first[last]+rune(n-from))
				}
				continue
			}
			for i, h := range hexWord.FindAllSubmatch(l[4], 0x10000) {
				c.to[from+uint32(i)] = utf16be(unhex(h[1]))
			}
		}
	}
	return c
}

func (c cmap) letters(drawn []byte) string {
	var b strings.Builder
	step := 1
	if c.wide {
		step = 2
	}
	for i := 0; i+step <= len(drawn); i += step {
		n := uint32(drawn[i])
		if c.wide {
			n = n<<8 | uint32(drawn[i+1])
		}
		b.WriteString(c.to[n])
	}
	return b.String()
}

// plainLetters reads a string of a font without a table as the letters it says.
func plainLetters(drawn []byte) string {
	for _, c := range drawn {
		if c < 9 {
			return ""
		}
	}
	return string(bytes.ToValidUTF8(drawn, nil))
}

func unhex(b []byte) []byte {
	b = bytes.Join(bytes.Fields(b), nil)
	if len(b)%2 == 1 {
		b = append(b[:len(b):len(b)], '0')
	}
	out := make([]byte, len(b)/2)
	if _, err := hex.Decode(out, b); err != nil {
		return nil
	}
	return out
}

func number(b []byte) (n uint32) {
	for _, c := range unhex(b) {
		n = n<<8 | uint32(c)
	}
	return n
}

func utf16be(b []byte) string {
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}
