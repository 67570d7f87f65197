package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strconv"
)

// The mark as pictures of points: an iPhone takes no drawing for its home screen,
// and a phone's launcher wants two sizes. Red to the edge, for each cuts it to its
// own form; the star lies within the part that is never cut.
var iconSizes = []int{180, 192, 512}

// star is that of src/mark.svg, in its box of 32.
var star = [][2]float64{{16, 5}, {18.7, 13.3}, {27.4, 13.3}, {20.4, 18.4}, {23.1, 26.7}, {16, 21.6}, {8.9, 26.7}, {11.6, 18.4}, {4.6, 13.3}, {13.3, 13.3}}

// marks adds them by name: mark-180.png and so on.
func marks(drawn map[string][]byte) error {
	for _, size := range iconSizes {
		var b bytes.Buffer
		if err := png.Encode(&b, icon(size)); err != nil {
			return err
		}
		drawn["mark-"+strconv.Itoa(size)+".png"] = b.Bytes()
	}
	return nil
}

func icon(size int) image.Image {
	const fine = 4 // looks a point at sixteen places, so that edges are smooth
	red, gold := color.RGBA{0xB0, 0x12, 0x1B, 0xFF}, color.RGBA{0xFF, 0xCD, 0x00, 0xFF}
	m := image.NewRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			in := 0
			for k := range fine * fine {
				at := func(p, part int) float64 { return (float64(p) + (float64(part)+0.5)/fine) * 32 / float64(size) }
				if inside(at(x, k%fine), at(y, k/fine)) {
					in++
				}
			}
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(fine*fine-in) + int(b)*in) / (fine * fine)) }
			m.SetRGBA(x, y, color.RGBA{mix(red.R, gold.R), mix(red.G, gold.G), mix(red.B, gold.B), 0xFF})
		}
	}
	return m
}

// inside tells whether a point lies in the star: a line from it crosses its edge an
// odd number of times.
func inside(x, y float64) bool {
	in := false
	for n, a := range star {
		b := star[(n+1)%len(star)]
		if (a[1] > y) != (b[1] > y) && x < (b[0]-a[0])*(y-a[1])/(b[1]-a[1])+a[0] {
			in = !in
		}
	}
	return in
}
