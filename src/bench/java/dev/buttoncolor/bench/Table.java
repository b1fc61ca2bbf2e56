package dev.buttoncolor.bench;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, to be read as it is and to be kept in a document. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Prints it below its title; the first column to the left, figures to the right. */
  void print(String title) {
    int columns = rows.get(0).size();
    StringBuilder text = new StringBuilder("\n" + title + "\n\n");
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      int at = column;
      widths[column] = rows.stream().mapToInt(row -> row.get(at).length()).max().orElseThrow();
    }
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < columns; column++) {
        String format = "| %" + (column == 0 ? "-" : "") + widths[column] + "s ";
        text.append(format.formatted(rows.get(i).get(column)));
      }
      text.append("|\n");
      if (i == 0) {
        for (int column = 0; column < columns; column++) {
          text.append('|').append("-".repeat(widths[column] + 1)).append(column == 0 ? '-' : ':');
        }
        text.append("|\n");
      }
    }
    System.out.print(text);
    System.out.flush();
  }
}
