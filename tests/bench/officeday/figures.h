#pragma once

#include <QString>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace pl::bench {

/// What was measured, a line each, and whether all counts were right.
class Figures
{
public:
    void title(const char *what) { std::printf("\n%s\n", what); }
    void print(const QString &what, double figure, const char *unit)
    {
        std::printf("  %-72s %10.1f %s\n", qUtf8Printable(what), figure, unit);
        std::fflush(stdout);
    }
    void printMedianAndWorst(const QString &what, std::vector<double> milliseconds)
    {
        if (milliseconds.empty())
            return wrong(what + QStringLiteral(": nothing was measured"));
        std::sort(milliseconds.begin(), milliseconds.end());
        print(what + QStringLiteral(", median"), milliseconds[milliseconds.size() / 2], "ms");
        print(what + QStringLiteral(", worst of %1").arg(milliseconds.size()), milliseconds.back(), "ms");
    }

    /// Says so when they differ; whether they are the same.
    bool expect(const QString &what, qint64 is, qint64 shouldBe)
    {
        if (is != shouldBe)
            wrong(QStringLiteral("%1: %2 instead of %3").arg(what).arg(is).arg(shouldBe));
        return is == shouldBe;
    }
    void wrong(const QString &sentence)
    {
        ++m_wrong;
        std::printf("  WRONG: %s\n", qUtf8Printable(sentence));
        std::fflush(stdout);
    }
    int exitCode() const { return m_wrong > 0 ? 1 : 0; }

private:
    int m_wrong = 0;
};

} // namespace pl::bench
