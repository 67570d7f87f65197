// Package qr draws the square code a phone's camera reads, in black and white:
// under sealed papers, on activation slips, on the secretary's screen.
package qr

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// dots a module: sharp at 600 dpi on paper, and on a screen of any density.
const dots = 8

// Quiet is the white a reader wants around a code, in modules, where the page
// itself is not white.
const Quiet = 4

// PNG draws content with so many modules of white around it.
func PNG(content string, quiet int) ([]byte, error) {
	code, err := qr.Encode(content, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("QR: %w", err)
	}
	side := code.Bounds().Dx() * dots
	big, err := barcode.Scale(code, side, side)
	if err != nil {
		return nil, fmt.Errorf("QR: %w", err)
	}
	edge := quiet * dots
	img := image.NewPaletted(image.Rect(0, 0, side+2*edge, side+2*edge), color.Palette{color.White, color.Black})
	draw.Draw(img, image.Rect(edge, edge, edge+side, edge+side), big, image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("QR: %w", err)
	}
	return b.Bytes(), nil
}
