#include "ui/exporting/exportdialog.h"

#include "ui/exporting/columnchecklist.h"
#include "ui/style/metrics.h"

#include <QComboBox>

namespace pl::ui {
namespace {

const QString kFormatKey = QStringLiteral("export/format");

} // namespace

ExportDialog::ExportDialog(QSettings &settings, QWidget *parent)
    : FormDialog(parent)
    , m_settings(settings)
    , m_format(new QComboBox(this))
    , m_rows(new QComboBox(this))
    , m_columns(new ColumnCheckList(this))
{
    setObjectName(QStringLiteral("exportDialog"));
    m_format->addItems({tr("Excel workbook (XLSX)"), tr("CSV, for other programs"), tr("PDF, to send or print")});
    boundWidth(m_rows);
    addRow({{tr("Format"), m_format, QStringLiteral("format")}});
    addRow({{tr("Rows"), m_rows, QStringLiteral("rows")}});
    addRow({{tr("Columns"), m_columns, QStringLiteral("columns")}});
    setMinimumWidth(scaledPx(this, 400));
}

void ExportDialog::openFor(const ExportList &list, Purpose purpose)
{
    m_exportList = list;
    m_purpose = purpose;
    const bool toFile = purpose == Purpose::File;
    setHeading(toFile ? tr("Export \u201C%1\u201D").arg(list.title) : tr("Print \u201C%1\u201D").arg(list.title),
               toFile ? tr("Export\u2026") : tr("Preview\u2026"));
    m_format->parentWidget()->setVisible(toFile);
    m_format->setCurrentIndex(std::clamp(m_settings.value(kFormatKey).toInt(), 0, m_format->count() - 1));
    m_rows->clear();
    for (const ExportScope &scope : list.scopes)
        m_rows->addItem(scope.text);
    m_columns->setColumns(list.columns);
    openForm(toFile ? QStringLiteral("format") : QStringLiteral("rows"));
}

void ExportDialog::submit()
{
    const ExportScope scope = m_exportList.scopes.value(m_rows->currentIndex());
    const QList<int> columns = m_columns->chosen();
    QList<FieldError> wrong;
    if (scope.rows == 0)
        wrong += {QStringLiteral("rows"), QStringLiteral("required"), tr("are empty: there is nothing in this list")};
    if (columns.isEmpty())
        wrong += {QStringLiteral("columns"), QStringLiteral("required"), tr("are missing: choose at least one")};
    if (!wrong.isEmpty())
        return showErrors({ErrorCode::InvalidInput, {}, wrong});
    if (m_purpose == Purpose::File)
        m_settings.setValue(kFormatKey, m_format->currentIndex());
    saved();
    Q_EMIT chosen({static_cast<ExportFormat>(m_format->currentIndex()), scope, columns});
}

} // namespace pl::ui
