package io.fleetforge.worldmap;

import io.fleetforge.contracts.geometry.Point;
import io.fleetforge.worldmap.WorldPicture.CellPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a world in characters: borders of cells, a letter for each player, and below it the players of each cell. Pure.
 */
public final class WorldMap {

    private static final int COLUMNS = 64;
    private static final int ROWS = 14;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private WorldMap() {}

    /** @param positions of players, in a stable order */
    public static List<String> draw(WorldPicture picture, Map<String, Point> positions) {
        var canvas = new char[ROWS + 1][COLUMNS + 1];
        Arrays.stream(canvas).forEach(row -> Arrays.fill(row, ' '));
        picture.cells().forEach(cell -> frame(canvas, picture, cell));
        var inside = new LinkedHashMap<CellPicture, StringBuilder>();
        picture.cells().forEach(cell -> inside.put(cell, new StringBuilder()));
        positions.forEach((name, position) -> {
            var letter = letter(name);
            canvas[row(picture, position.y())][column(picture, position.x())] = letter;
            inside.forEach((cell, letters) -> {
                if (cell.bounds().contains(position)) {
                    letters.append(letter);
                }
            });
        });
        picture.cells().forEach(cell -> label(canvas, picture, cell));
        var lines = new ArrayList<String>();
        Arrays.stream(canvas).forEach(row -> lines.add("  " + new String(row).stripTrailing()));
        inside.forEach((cell, letters) -> lines.add(legend(cell, letters)));
        return lines;
    }

    private static String legend(CellPicture cell, StringBuilder letters) {
        var count = cell.runs() ? String.format(Locale.ROOT, "%3d players", cell.players()) : "  starts   ";
        return "  %-7s on %-10s %s  %s"
                .formatted(cell.id(), cell.host(), count, letters)
                .stripTrailing();
    }

    /** By the number at the end of the name: the same player keeps its letter. */
    private static char letter(String name) {
        var digits = name.replaceAll("^.*?(\\d{1,6})$", "$1");
        var number = digits.equals(name) ? Math.floorMod(name.hashCode(), LETTERS.length()) : Integer.parseInt(digits);
        return LETTERS.charAt(number % LETTERS.length());
    }

    private static void frame(char[][] canvas, WorldPicture picture, CellPicture cell) {
        var left = column(picture, cell.bounds().xMin());
        var right = column(picture, cell.bounds().xMax());
        var top = row(picture, cell.bounds().yMin());
        var bottom = row(picture, cell.bounds().yMax());
        for (var x = left + 1; x < right; x++) {
            border(canvas, top, x, '-');
            border(canvas, bottom, x, '-');
        }
        for (var y = top + 1; y < bottom; y++) {
            border(canvas, y, left, '|');
            border(canvas, y, right, '|');
        }
        for (var corner : new int[][] {{top, left}, {top, right}, {bottom, left}, {bottom, right}}) {
            canvas[corner[0]][corner[1]] = '+';
        }
    }

    private static void border(char[][] canvas, int row, int column, char line) {
        var existing = canvas[row][column];
        canvas[row][column] = existing == ' ' || existing == line ? line : '+';
    }

    /** In the upper border, where it covers no player. */
    private static void label(char[][] canvas, WorldPicture picture, CellPicture cell) {
        var top = row(picture, cell.bounds().yMin());
        var left = column(picture, cell.bounds().xMin());
        var width = column(picture, cell.bounds().xMax()) - left - 2;
        var full = " " + cell.id() + ": " + Math.max(0, cell.players()) + " ";
        var text = full.length() <= width ? full : cell.id();
        for (var i = 0; i < Math.min(text.length(), width); i++) {
            canvas[top][left + 1 + i] = text.charAt(i);
        }
    }

    private static int column(WorldPicture picture, double x) {
        return scaled((x - picture.world().xMin()) / picture.world().width(), COLUMNS);
    }

    private static int row(WorldPicture picture, double y) {
        return scaled((y - picture.world().yMin()) / picture.world().height(), ROWS);
    }

    private static int scaled(double share, int size) {
        return Math.clamp(Math.round(share * size), 0, size);
    }
}
