#include "models/tables/leadtablemodel.h"
#include "tests/ui/leadsfixture.h"
#include "ui/leads/leaddelegate.h"
#include "ui/leads/leadselection.h"
#include "ui/style/shown.h"
#include "ui/widgets/columnlayout.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using pl::test::FakeTransport;
using LeadModel = tables::LeadTableModel;

namespace {

/// Paints each text and chip anew, without caches: how cells have to look.
class PaintingDelegate : public LeadDelegate
{
public:
    using LeadDelegate::LeadDelegate;

protected:
    void drawText(QPainter *painter, const QRect &room, const QString &text) const override
    {
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          elided(text, QFontMetrics(painter->font()), room.width()));
    }
    void drawChip(QPainter *painter, const QRect &cell, const Chip &chip, const QStyleOptionViewItem &option,
                  const QColor &) const override
    {
        paintChip(painter, cell, chip, colorsOf(option.palette), option.font);
    }
};

/// How many pixels differ by more than a rounding.
int differences(const QImage &one, const QImage &other)
{
    int found = one.size() == other.size() ? 0 : one.width() * one.height();
    for (int y = 0; y < one.height() && found == 0; ++y)
        for (int x = 0; x < one.width(); ++x) {
            const QRgb a = one.pixel(x, y);
            const QRgb b = other.pixel(x, y);
            found += std::abs(qRed(a) - qRed(b)) > 3 || std::abs(qGreen(a) - qGreen(b)) > 3 ||
                             std::abs(qBlue(a) - qBlue(b)) > 3
                         ? 1
                         : 0;
        }
    return found;
}

constexpr std::pair<const char *, const char *> kNames[] = {
    {"Maria", "Gonzalez"},
    {"\u017Baneta", "W\u00F3jcik"},
    {"\u0395\u03BB\u03AD\u03BD\u03B7", "\u03A0\u03B1\u03C0\u03B1\u03B4\u03BF\u03C0\u03BF\u03CD\u03BB\u03BF\u03C5"},
    {"\u041E\u043B\u044C\u0433\u0430", "\u041A\u0443\u0437\u043D\u0435\u0446\u043E\u0432\u0430"},
    {"\u0645\u062D\u0645\u062F", "\u0639\u0644\u064A"},
    {"\u05D3\u05D5\u05D3", "Smith"},
    {"\u5C71\u7530", "\u592A\u90CE"},
    {"\u0928\u0930\u0947\u0902\u0926\u094D\u0930", "\u092E\u094B\u0926\u0940"},
    {"\U0001F642", "Smile"},
    {"Wolfeschlegelsteinhausenbergerdorff", "Llanfairpwllgwyngyllgogerychwyrndrobwll"},
    {"<b>bold</b>", "& co"},
};

} // namespace

/// The table's cells look as if each was painted anew, at a fraction of the work.
class LeadDelegateTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LeadsFixture> m;

    void open(int leads)
    {
        for (int number = 1; number <= leads; ++number) {
            const auto &[first, last] = kNames[std::size_t(number - 1) % std::size(kNames)];
            nlohmann::json row = FakeTransport::lead(number, first, last);
            row["is_test"] = number % 3 == 0;
            if (number % 4 == 0)
                row["phone_number"] = "+10000000000"; // nobody's: struck out
            m->office.transport.put("leads", row);
        }
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), leads);
        m->table().columns().lend(QList<int>{
            LeadModel::UrgencyColumn, LeadModel::DeadlineColumn, LeadModel::CustomerColumn, LeadModel::ServiceColumn,
            LeadModel::PhoneColumn, LeadModel::StatusColumn, LeadModel::PlumberColumn});
    }
    QImage picture(qreal scale)
    {
        QWidget *page = m->table().viewport();
        QImage image(page->size() * scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        page->render(&image);
        return image;
    }
    LeadDelegate &delegate() { return *qobject_cast<LeadDelegate *>(m->table().itemDelegate()); }
    QImage picturePainted(qreal scale)
    {
        QAbstractItemDelegate *own = m->table().itemDelegate();
        PaintingDelegate painting(m->office.context, static_cast<LeadModel &>(m->model()));
        painting.setSelection(&m->table().selection());
        m->table().setItemDelegate(&painting);
        const QImage image = picture(scale);
        m->table().setItemDelegate(own);
        return image;
    }

private Q_SLOTS:
    void init() { m = std::make_unique<test::LeadsFixture>(); }
    void cleanup() { m.reset(); }

    void cellsLookAsPainted_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<qreal>("scale");
        for (const bool dark : {false, true})
            for (const qreal scale : {1.0, 1.5, 2.0})
                QTest::addRow("%s, %g pixels", dark ? "dark" : "light", scale) << dark << scale;
    }
    void cellsLookAsPainted()
    {
        QFETCH(bool, dark);
        QFETCH(qreal, scale);
        open(int(std::size(kNames)));
        m->theme->setAppearance(dark ? Appearance::Dark : Appearance::Light);
        m->press(Qt::Key_Down);
        QCOMPARE(differences(picture(scale), picturePainted(scale)), 0);
        QCOMPARE(differences(picture(scale), picturePainted(scale)), 0); // from the caches now
        m->press(Qt::Key_Space);                                         // checked rows
        m->press(Qt::Key_Down);
        m->press(Qt::Key_Space);
        QCOMPARE(differences(picture(scale), picturePainted(scale)), 0);
        m->table().setColumnWidth(LeadModel::CustomerColumn, 60); // cut with an ellipsis
        QCOMPARE(differences(picture(scale), picturePainted(scale)), 0);
        m->window->setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(differences(picture(scale), picturePainted(scale)), 0);
    }

    void theTestSeesADifference()
    {
        open(2);
        const QImage before = picture(1);
        m->press(Qt::Key_Down);
        QVERIFY(differences(before, picture(1)) > 0);
    }

    void aRowThatFadesLooksAsPainted()
    {
        open(3);
        m->assignElsewhere(2, 1);
        QTRY_COMPARE(
            m->office.replica.lead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(2))))->status,
            LeadStatus::Assigned);
        QCOMPARE(differences(picture(1), picturePainted(1)), 0);
    }

    void whatWasPaintedOnceIsNotLaidOutAgain()
    {
        open(60);
        picture(1);
        const int first = delegate().laidOut();
        QVERIFY(first > 0);
        picture(1);
        QCOMPARE(delegate().laidOut(), first);
        m->table().verticalScrollBar()->setValue(m->table().verticalScrollBar()->maximum());
        picture(1);
        m->table().verticalScrollBar()->setValue(0);
        const int both = delegate().laidOut();
        picture(1);
        QCOMPARE(delegate().laidOut(), both);
        // The same names, services, numbers and chips come again and again.
        const int cells = m->model().rowCount() * m->table().columns().shown().size();
        QVERIFY2(both < cells / 2, qPrintable(u"%1 of %2"_s.arg(both).arg(cells)));
    }
};

QTEST_MAIN(LeadDelegateTest)
#include "tst_leaddelegate.moc"
