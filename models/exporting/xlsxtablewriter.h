#pragma once

#include "models/exporting/tablewriter.h"

#include <QTemporaryFile>

#include <memory>

namespace pl::exporting {

/// A table as an Excel workbook: numbers, amounts, days and moments are real ones with a format, texts are texts and
/// never formulas. The heads are bold, stay in view and have filters. More rows than a sheet can hold go on in a second
/// sheet. Rows wait in temporary files, not in memory; complete() packs them, which takes some 10 s for a million.
class XlsxTableWriter : public TableWriter
{
public:
    static constexpr qint64 kRowsPerSheet = 1'048'575; ///< Excel's limit, without the heads

    explicit XlsxTableWriter(const QString &path, qint64 rowsPerSheet = kRowsPerSheet);
    ~XlsxTableWriter() override;

    Result<> begin(const TableHead &head) override;
    Result<> add(const Row &row) override;
    Result<> complete() override;
    Result<> commit() override;

private:
    class Book;
    Result<> checkRoom() const;

    const QString m_path;
    const qint64 m_rowsPerSheet;
    qint64 m_rows = 0;
    QTemporaryFile m_packed; ///< the workbook until it is complete
    std::unique_ptr<Book> m_book;
    std::unique_ptr<class OutputFile> m_file;
};

} // namespace pl::exporting
