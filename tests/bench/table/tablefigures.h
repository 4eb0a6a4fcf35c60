#pragma once

#include <QString>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace pl::bench {

/// Milliseconds of the same work, done several times.
class Times
{
public:
    Times() = default;
    Times(std::initializer_list<double> all) : m_all(all) {}
    void add(double milliseconds) { m_all.push_back(milliseconds); }
    bool isEmpty() const { return m_all.empty(); }
    double median() const { return at(0.5); }
    double p99() const { return at(0.99); }

private:
    double at(double share) const
    {
        if (m_all.empty())
            return 0;
        std::vector<double> sorted = m_all;
        std::sort(sorted.begin(), sorted.end());
        return sorted[std::min(sorted.size() - 1, std::size_t(share * double(sorted.size())))];
    }
    std::vector<double> m_all;
};

/// What a bar goes by.
enum class BarOf { Median, P99 };

/// Lines of a table: what was measured, the bar, ours, and how many times as long the others took. Times are printed
/// and never judged: "over" is for whoever reads. A count that is wrong makes the exit code 1.
class TableFigures
{
public:
    void head() const
    {
        std::printf("%-46s %9s %10s %10s %12s %12s %8s %8s\n", "ms", "bar", "median", "p99", "plain", "sql", "plain:1",
                    "sql:1");
    }
    void print(const QString &what, double bar, const Times &ours, const Times &plain = {}, const Times &sql = {},
               BarOf of = BarOf::Median) const
    {
        const bool isOver = bar > 0 && (of == BarOf::P99 ? ours.p99() : ours.median()) > bar;
        std::printf("%-46s %9s %10.2f %10.2f %12s %12s %8s %8s%s\n", qUtf8Printable(what), qUtf8Printable(number(bar)),
                    ours.median(), ours.p99(), qUtf8Printable(number(plain.median())),
                    qUtf8Printable(number(sql.median())), qUtf8Printable(ratio(plain, ours)),
                    qUtf8Printable(ratio(sql, ours)), isOver ? "  over" : "");
        std::fflush(stdout);
    }
    void say(const QString &sentence) const
    {
        std::printf("%s\n", qUtf8Printable(sentence));
        std::fflush(stdout);
    }
    void wrong(const QString &sentence)
    {
        ++m_wrong;
        say(QStringLiteral("WRONG: ") + sentence);
    }
    int exitCode() const { return m_wrong > 0 ? 1 : 0; }

private:
    static QString number(double value) { return value > 0 ? QString::number(value, 'f', 1) : QStringLiteral("-"); }
    static QString ratio(const Times &other, const Times &ours)
    {
        return other.isEmpty() || ours.median() <= 0 ? QStringLiteral("-")
                                                     : QString::number(other.median() / ours.median(), 'f', 1);
    }
    int m_wrong = 0;
};

} // namespace pl::bench
