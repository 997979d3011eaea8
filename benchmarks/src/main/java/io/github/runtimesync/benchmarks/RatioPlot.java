/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The ratios as a drawing: how many times better than the best peer each row is, with the
 * spread over the rounds.
 *
 * @param figures the figures of each row
 */
record RatioPlot(List<Figures> figures) {

	private static final int ROW_HEIGHT = 28;

	private static final int LABEL_WIDTH = 320;

	private static final int PLOT_WIDTH = 520;

	private static final int TOP = 48;

	String svg() {
		double max = Math.max(2, this.figures.stream().mapToDouble((figure) -> better(figure).max()).max().orElse(2));
		int height = TOP + this.figures.size() * ROW_HEIGHT + 16;
		StringBuilder svg = new StringBuilder("""
				<svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
				font-family="sans-serif" font-size="13">
				<rect width="100%%" height="100%%" fill="#fff"/>
				<text x="16" y="24" font-size="15" font-weight="bold" fill="#222">Times better than the best peer, JDK \
				%3$d</text>
				""".formatted(LABEL_WIDTH + PLOT_WIDTH + 80, height, Runtime.version().feature()));
		int y = TOP;
		for (Figures figure : this.figures) {
			append(svg, figure, y, max);
			y += ROW_HEIGHT;
		}
		svg.append(line(x(1, max), TOP - 8, x(1, max), height - 12, "#888", 1));
		return svg.append("</svg>\n").toString();
	}

	private void append(StringBuilder svg, Figures figure, int y, double max) {
		Figures.Spread ratio = better(figure);
		boolean reached = figure.row().isReached(figure.ratio().median());
		int middle = y + ROW_HEIGHT / 2;
		svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#222\">%s</text>%n".formatted(LABEL_WIDTH - 10,
				middle + 4, figure.row().name()));
		svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
				LABEL_WIDTH, y + 6, x(ratio.median(), max) - LABEL_WIDTH, ROW_HEIGHT - 12,
				reached ? "#2a7f62" : "#c0562f"));
		svg.append(line(x(ratio.min(), max), middle, x(ratio.max(), max), middle, "#222", 2));
		svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" fill=\"#222\">%.2f</text>%n",
				x(ratio.max(), max) + 8, middle + 4, ratio.median()));
	}

	/**
	 * Turn a ratio of times around, so that more is better everywhere.
	 */
	private static Figures.Spread better(Figures figure) {
		Figures.Spread ratio = figure.ratio();
		return figure.row().higherIsBetter() ? ratio
				: new Figures.Spread(1 / ratio.max(), 1 / ratio.median(), 1 / ratio.min());
	}

	private static double x(double ratio, double max) {
		return LABEL_WIDTH + Math.min(ratio, max) / max * PLOT_WIDTH;
	}

	private static String line(double x1, double y1, double x2, double y2, String color, int width) {
		return String.format(Locale.ROOT,
				"<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n", x1, y1,
				x2, y2, color, width);
	}

}
