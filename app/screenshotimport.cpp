#include "app/office.h"
#include "app/screenshottour.h"
#include "ui/importing/importview.h"

#include <QAbstractButton>
#include <QFile>

// The tour's stops on the page that imports.

namespace pl::app {

namespace {

constexpr const char *kMovedLeads =
    // no-tr: a file as another program writes it
    R"(Record ID,First Name,Last Name,Email,Phone Number,Create Date,Lead Status,Postal Code,Color
1001,Grace,Novak,grace.novak@example.com,(512) 555-0131,2026-03-02 09:12,Open,78704,blue
1002,Omar,Haddad,omar.haddad@example.com,512-555-0132,2026-03-04 16:40,Closed Won,78745,green
1003,Priya,Raman,priya.raman,(512) 555-0133,2026-03-09 11:05,New,78701,
1004,Luis,Ortega,luis.ortega@example.com,+1 512 555 0134,2026-03-12 18:30,Unqualified,78702,red
1005,Hannah,Weiss,hannah.weiss@example.com,(512) 555-0135,2026-03-15 08:20,In progress,78723,blue
)";

} // namespace

/// For admins only.
void ScreenshotTour::planImport()
{
    if (!window()->findChild<ui::ImportView *>())
        return;
    add("import", [this] { return importing(); });
    add("import-columns", [this] { return importColumns(); });
    add("import-check", [this] { return importCheck(); });
}

/// The page as it stands: first where a file is chosen.
QWidget *ScreenshotTour::importing()
{
    m_office.window().showImport();
    return window();
}

/// What the columns of a file mean. Nothing of it is imported.
QWidget *ScreenshotTour::importColumns()
{
    importing();
    QFile file(m_files.filePath(QStringLiteral("hubspot-leads.csv")));
    auto *view = window()->findChild<ui::ImportView *>();
    if (file.open(QIODevice::WriteOnly) && file.write(kMovedLeads) > 0) {
        file.close();
        view->openFile(file.fileName());
    }
    return window();
}

/// Its rows, the wrong one first.
QWidget *ScreenshotTour::importCheck()
{
    importing();
    if (auto *next = window()->findChild<QAbstractButton *>(QStringLiteral("importNext")))
        next->click();
    return window();
}

} // namespace pl::app
