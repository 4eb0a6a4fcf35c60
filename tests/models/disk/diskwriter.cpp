#include "models/disk/replicafile.h"
#include "tests/models/disk/diskrows.h"

#include <QCoreApplication>

#include <cstdio>

using namespace pl;

/// diskwriter FILE: goes on writing batches of 100 new leads to the file, each with a note of how many batches there
/// are, and says so on standard output, until it is killed or can't write.
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    auto file = disk::ReplicaFile::open(app.arguments().value(1), test::diskKey());
    int batch = file ? (*file)->note("batches").valueOr({}).toInt() : 0;
    for (;;) {
        QList<Lead> leads;
        for (int i = 1; i <= 100; ++i)
            leads += test::diskLead(batch * 100 + i);
        ++batch;
        const auto stored =
            file ? (*file)->store(leads, {{"batches", QByteArray::number(batch)}}) : Result<qint64>(file.error());
        if (!stored) {
            std::printf("failed %s\n", qPrintable(stored.error().remoteCode));
            return 3;
        }
        std::printf("%d\n", batch);
        std::fflush(stdout);
    }
}
