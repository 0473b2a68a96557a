package io.fleetforge.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Draws the cells of a square world with their players in characters. Pure. */
final class WorldMap {

    private static final int COLUMNS = 56;
    private static final int ROWS = 14;

    private WorldMap() {}

    static List<String> draw(List<JsonNode> cells, double size) {
        var canvas = new char[ROWS + 1][COLUMNS + 1];
        Arrays.stream(canvas).forEach(row -> Arrays.fill(row, ' '));
        for (var cell : cells) {
            var bounds = cell.path("bounds");
            var left = column(bounds.path("xMin").asDouble(), size);
            var right = column(bounds.path("xMax").asDouble(), size);
            var top = row(bounds.path("yMin").asDouble(), size);
            var bottom = row(bounds.path("yMax").asDouble(), size);
            frame(canvas, left, right, top, bottom);
            write(canvas, top + 1, left + 2, cell.path("id").asText());
            write(canvas, top + 2, left + 2, cell.path("players").asInt() + " players");
        }
        return Arrays.stream(canvas).map(row -> "  " + new String(row)).collect(Collectors.toList());
    }

    private static void frame(char[][] canvas, int left, int right, int top, int bottom) {
        for (var x = left; x <= right; x++) {
            canvas[top][x] = canvas[top][x] == '|' ? '+' : '-';
            canvas[bottom][x] = '-';
        }
        for (var y = top; y <= bottom; y++) {
            canvas[y][left] = '|';
            canvas[y][right] = '|';
        }
        for (var corner : new int[][] {{top, left}, {top, right}, {bottom, left}, {bottom, right}}) {
            canvas[corner[0]][corner[1]] = '+';
        }
    }

    private static void write(char[][] canvas, int row, int column, String text) {
        for (var i = 0; i < text.length() && row < canvas.length && column + i < canvas[row].length; i++) {
            canvas[row][column + i] = text.charAt(i);
        }
    }

    private static int column(double x, double size) {
        return (int) Math.round(x / size * COLUMNS);
    }

    private static int row(double y, double size) {
        return (int) Math.round(y / size * ROWS);
    }
}
