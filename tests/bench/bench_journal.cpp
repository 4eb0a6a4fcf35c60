// Group commit against a commit for each lead, on the same journal and disk: how many leads a second are safe on disk.

#include "server/journal/journal.h"
#include "tests/bench/stopwatch.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace pl;
using namespace pl::journal;

namespace {

constexpr int kInFlight = 64; ///< as many clients wait for their answers at once
constexpr int kSeconds = 3;

Submission lead(int number)
{
    Submission submission;
    submission.sourceId = QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    submission.externalId = QString::number(number);
    submission.payload = QByteArray(600, 'x');
    submission.receivedAt = Timestamp::now();
    return submission;
}

/// Leads a second with `inFlight` submissions waiting at any time.
double leadsPerSecond(int inFlight)
{
    QTemporaryDir folder;
    const auto journal = Journal::open({folder.filePath(QStringLiteral("journal.sqlite"))});
    if (!journal)
        return 0;
    using Answer = Later<Result<QList<Result<Receipt>>>>;
    std::vector<Answer> waiting;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(kSeconds);
    int done = 0;
    int number = 0;
    for (int i = 0; i < inFlight; ++i)
        waiting.push_back((*journal)->submit({lead(++number)}));
    while (std::chrono::steady_clock::now() < end)
        for (Answer &slot : waiting) {
            const auto receipts = slot.result();
            if (!receipts || !receipts->first())
                return 0;
            ++done;
            slot = (*journal)->submit({lead(++number)});
        }
    for (Answer &slot : waiting)
        (void)slot.result();
    return double(done) / kSeconds;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const double each = leadsPerSecond(1);
    const double group = leadsPerSecond(kInFlight);
    std::printf("a commit for each lead %8.0f leads/s\n", each);
    std::printf("group commit, %d wait  %8.0f leads/s   ratio %.1f\n", kInFlight, group, group / each);
    return each > 0 && group > 0 ? 0 : 1;
}
