#pragma once

#include "models/base/enumnames.h"
#include "ui/exporting/exportlist.h"
#include "ui/widgets/formdialog.h"

#include <QSettings>

namespace pl::ui {

enum class ExportFormat { Xlsx, Csv, Pdf };

} // namespace pl::ui

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 3> kEnumNames<ui::ExportFormat>{
    QLatin1StringView("xlsx"), QLatin1StringView("csv"), QLatin1StringView("pdf")};

} // namespace pl

namespace pl::ui {

class ColumnCheckList;

struct ExportChoice
{
    ExportFormat format = ExportFormat::Xlsx;
    ExportScope scope;
    QList<int> columns;
};

/// Asks what of a list is to be exported or printed: the format, which rows, which columns. Remembers the format.
class ExportDialog : public FormDialog
{
    Q_OBJECT

public:
    enum class Purpose { File, Print };

    /// `settings` must outlive the dialog.
    ExportDialog(QSettings &settings, QWidget *parent);

    void openFor(const ExportList &list, Purpose purpose);
    Purpose purpose() const { return m_purpose; }
    const ExportList &list() const { return m_exportList; }

Q_SIGNALS:
    /// The person has chosen, and the dialog is closed.
    void chosen(const pl::ui::ExportChoice &choice);

protected:
    void submit() override;
    bool changed() const override { return false; }

private:
    QSettings &m_settings;
    ExportList m_exportList;
    Purpose m_purpose = Purpose::File;
    QComboBox *m_format;
    QComboBox *m_rows;
    ColumnCheckList *m_columns;
};

} // namespace pl::ui
