package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Counts;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The questions in src/docs/data.md, as they stand there, agree with what the store says. */
class DocumentedQuestionsTest extends OnEachDatabase {

  private static final Pattern SQL = Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL);

  /** 200 visitors in Blue, 100 in Green; every tenth and every fifth signs up after 30 s. */
  @BeforeEach
  void fillStore() {
    test.exposeAll(0, 200, "Blue");
    test.exposeAll(200, 300, "Green");
    test.expose(0, "Green");
    test.flush();
    test.advance(Duration.ofSeconds(30));
    for (int i = 0; i < 300; i += i < 200 ? 10 : 5) {
      test.signUp(i);
    }
  }

  /** The rows that the question of this number gives, its columns as text. */
  private List<List<String>> answer(int question) throws Exception {
    Matcher sql = SQL.matcher(Files.readString(Path.of("src/docs/data.md")));
    for (int i = 0; i < question; i++) {
      sql.find();
    }
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = test.database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.group(1))) {
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(withoutZeros(row.getString(i)));
        }
        rows.add(columns);
      }
    }
    return rows;
  }

  /** A fraction's last zeros, of which each database has a number of its own. */
  private static String withoutZeros(String value) {
    return value.matches("[0-9]+\\.[0-9]+")
        ? new BigDecimal(value).stripTrailingZeros().toPlainString()
        : value;
  }

  @Test
  void questionsAgreeWithTheStore() throws Exception {
    assertEquals(
        List.of(List.of("Blue", "200", "20", "0.1"), List.of("Green", "100", "20", "0.2")),
        answer(1));
    assertEquals(new Counts(200, 20), test.counts("Blue"));
    assertEquals(
        List.of(
            List.of("2026-01-01T00:00:00Z", "Blue", "200", "20"),
            List.of("2026-01-01T00:00:00Z", "Green", "100", "20")),
        answer(2));
    assertEquals(List.of("20", "30", "30"), answer(3).get(0).subList(1, 4));
    assertEquals(List.of("0.005", "0"), answer(4).stream().map(row -> row.get(1)).toList());
    double z = (0.2 - 0.1) / Math.sqrt(0.1 * 0.9 / 200 + 0.2 * 0.8 / 100);
    assertEquals("Green", answer(5).get(0).get(0));
    assertEquals(z, Double.parseDouble(answer(5).get(0).get(1)), 1e-9);
  }
}
