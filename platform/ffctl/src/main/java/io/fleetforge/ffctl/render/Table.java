package io.fleetforge.ffctl.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns as wide as their widest cell, two spaces between them; the last one is not padded. Not thread-safe. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    public Table(String... headings) {
        columns = headings.length;
        rows.add(List.of(headings));
    }

    /** One row; line breaks and other control characters become spaces, so that a row stays a line. */
    public Table row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row has " + columns + " cells, got " + cells.length);
        }
        rows.add(Arrays.stream(cells).map(Table::oneLine).toList());
        return this;
    }

    public List<String> lines() {
        var widths = new int[columns];
        rows.forEach(row -> {
            for (var i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var i = 0; i < columns; i++) {
            line.append(row.get(i));
            if (i < columns - 1) {
                line.append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    private static String oneLine(Object cell) {
        return String.valueOf(cell).replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
