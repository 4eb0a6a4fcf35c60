#include "models/exporting/slicewriter.h"

namespace pl::exporting {

Error SliceWriter::cancelled()
{
    return {ErrorCode::Cancelled, QStringLiteral("The export was canceled.")};
}

Result<> SliceWriter::take(const QList<Row> &slice)
{
    for (const Row &row : slice) {
        if (m_isCancelled)
            return cancelled();
        if (const Result<> added = m_writer->add(row); !added)
            return added;
        ++m_written;
    }
    return {};
}

Result<qint64> SliceWriter::end()
{
    if (m_isCancelled)
        return cancelled();
    if (const Result<> completed = m_writer->complete(); !completed)
        return completed.error();
    if (m_isCancelled)
        return cancelled();
    return m_writer->commit().transform([this](const Done &) { return m_written; });
}

} // namespace pl::exporting
