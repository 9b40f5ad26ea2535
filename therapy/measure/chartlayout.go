package measure

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// The picture, in its own units.
const (
	chartWidth          = 760.0
	plotLeft, plotRight = 56.0, 560.0
	plotTop, plotBottom = 56.0, 316.0
	// Below the axis: questionnaires that were not filled in, sessions, dates, and the key.
	missedY, sessionY, dateY, legend = 330.0, 348.0, 370.0, 402.0
	// margin keeps marks free of the frame.
	margin = 14.0
)

// layout holds the positions of everything in the picture.
type layout struct {
	scale       Scale
	first, last time.Time
	// xs are the horizontal positions of the points; radius is that of their dots.
	xs     []float64
	radius float64
	// labels are the numbers at points; those without room are left out.
	labels []label
}

type label struct {
	point int
	y     float64
}

func layoutOf(points []ChartPoint, sessions []time.Time, scale Scale) layout {
	l := layout{scale: scale, radius: 4}
	times := slices.Clone(sessions)
	for _, p := range points {
		times = append(times, p.At)
	}
	if len(times) > 0 {
		l.first, l.last = slices.MinFunc(times, time.Time.Compare), slices.MaxFunc(times, time.Time.Compare)
	}
	l.xs = make([]float64, len(points))
	for i, p := range points {
		l.xs[i] = l.x(p.At)
	}
	if n := len(points); n > 1 {
		// The minimal gaps take at most half of the width; the rest shows the distances in
		// time.
		gap := min(9, (plotRight-plotLeft-2*margin)/float64(n-1)/2)
		spread(l.xs, gap, plotLeft+margin, plotRight-margin)
		l.radius = min(4, max(1.5, gap*0.45))
	}
	l.labels = l.labelled(points)
	return l
}

// spread moves sorted positions apart until no two are nearer than the gap. It moves them as
// little as possible and stays within the bounds, if there is room for all.
func spread(xs []float64, gap, left, right float64) {
	for i := range xs {
		xs[i] = max(xs[i], left)
		if i > 0 {
			xs[i] = max(xs[i], xs[i-1]+gap)
		}
	}
	for i := len(xs) - 1; i >= 0; i-- {
		xs[i] = min(xs[i], right-float64(len(xs)-1-i)*gap)
	}
}

func (l *layout) y(v float64) float64 {
	return plotBottom - (v-l.scale.Low)/(l.scale.High-l.scale.Low)*(plotBottom-plotTop)
}

func (l *layout) x(t time.Time) float64 {
	span := float64(l.last.Unix() - l.first.Unix())
	if span <= 0 {
		return (plotLeft + plotRight) / 2
	}
	return plotLeft + margin + float64(t.Unix()-l.first.Unix())/span*(plotRight-plotLeft-2*margin)
}

// box is the area that a label or a dot covers.
type box struct{ left, top, right, bottom float64 }

func (a box) meets(b box) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

// labelled chooses the points whose number is drawn. The points that readers look for come
// first (the last, the first, raised and unanswered critical items, the highest and the
// lowest), then turns of the line, then the others. A number is drawn if there is room above
// or below its point: it must touch nothing, and no other number may be in its column.
func (l *layout) labelled(points []ChartPoint) []label {
	var scored []int
	high, low := -1, -1
	for i, p := range points {
		if p.Missed {
			continue
		}
		scored = append(scored, i)
		if high < 0 || p.Value > points[high].Value {
			high = i
		}
		if low < 0 || p.Value < points[low].Value {
			low = i
		}
	}
	// turn is how far a point deviates from its two neighbours.
	turn := make([]float64, len(points))
	for k := 1; k+1 < len(scored); k++ {
		turn[scored[k]] = math.Abs(2*points[scored[k]].Value - points[scored[k-1]].Value - points[scored[k+1]].Value)
	}
	rank := func(i int) int {
		switch {
		case i == scored[len(scored)-1]:
			return 0
		case i == scored[0]:
			return 1
		case points[i].Alert != 0:
			return 2
		case i == high || i == low:
			return 3
		}
		return 4
	}
	wanted := slices.Clone(scored)
	slices.SortStableFunc(wanted, func(a, b int) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(turn[b], turn[a]))
	})
	var out []label
	var taken []box
	for _, i := range wanted {
		if rank(i) == 4 && slices.ContainsFunc(taken, func(b box) bool { return math.Abs((b.left+b.right)/2-l.xs[i]) < 20 }) {
			continue
		}
		if at, place, ok := l.room(points, i, taken); ok {
			out, taken = append(out, label{i, at}), append(taken, place)
		}
	}
	slices.SortFunc(out, func(a, b label) int { return a.point - b.point })
	return out
}

// room finds a free place for a point's number, above it or below.
func (l *layout) room(points []ChartPoint, i int, taken []box) (y float64, place box, ok bool) {
	half := 3.6*float64(len(short(points[i].Value))) + 2
	for _, y := range []float64{l.y(points[i].Value) - 12, l.y(points[i].Value) + 22} {
		place := box{l.xs[i] - half, y - 11, l.xs[i] + half, y + 2}
		if y < plotTop+10 || y > plotBottom-2 || slices.ContainsFunc(taken, place.meets) {
			continue
		}
		free := true
		for k := i - 1; free && k >= 0 && l.xs[k] > place.left-8; k-- {
			free = points[k].Missed || !place.meets(l.dot(k, points[k]))
		}
		for k := i + 1; free && k < len(points) && l.xs[k] < place.right+8; k++ {
			free = points[k].Missed || !place.meets(l.dot(k, points[k]))
		}
		if free {
			return y, place, true
		}
	}
	return 0, box{}, false
}

func (l *layout) dot(i int, p ChartPoint) box {
	r := l.radius
	if p.Alert != 0 {
		r += 4
	}
	return box{l.xs[i] - r, l.y(p.Value) - r, l.xs[i] + r, l.y(p.Value) + r}
}

// dates chooses the points whose dates are printed below the axis, so that the dates have
// enough room. Without points, the dates are those of the sessions.
func (l *layout) dates(points []ChartPoint, sessions []time.Time) (at []float64, days []time.Time) {
	times, xs := make([]time.Time, 0, len(points)), l.xs
	for _, p := range points {
		times = append(times, p.At)
	}
	if len(times) == 0 {
		times, xs = sessions, make([]float64, len(sessions))
		for i, s := range sessions {
			xs[i] = l.x(s)
		}
	}
	for i, t := range times {
		if n := len(at); n == 0 || xs[i]-at[n-1] >= 86 && t.Format(time.DateOnly) != days[n-1].Format(time.DateOnly) {
			at, days = append(at, xs[i]), append(days, t)
		}
	}
	return at, days
}

// heights are the numbers of the axis: the edges of the bands, or round steps, and both ends of
// the scale.
func heights(scale Scale, bands []Band) []float64 {
	out := []float64{scale.Low}
	if len(bands) > 0 {
		for _, b := range bands[1:] {
			out = append(out, b.From)
		}
		return append(out, scale.High)
	}
	step := 1.0
	for range 30 {
		for _, by := range []float64{1, 2, 5} {
			if (scale.High-scale.Low)/(step*by) <= 6 {
				for v := math.Floor(scale.Low/(step*by)+1) * step * by; v < scale.High; v += step * by {
					out = append(out, v)
				}
				return append(out, scale.High)
			}
		}
		step *= 10
	}
	return append(out, scale.High)
}
