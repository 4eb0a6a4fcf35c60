#include "server/main/demo/democatalog.h"

namespace pl::demo {

namespace {

constexpr CatalogService kServices[] = {
    {"Leak Detection & Repair", "Emergency", 4000, "Water is dripping through the kitchen ceiling."},
    {"Burst Pipe Repair", "Emergency", 5500, "A pipe burst in the garage, the main is shut off."},
    {"Sewer Backup", "Emergency", 6000, "The basement drain is backing up."},
    {"Water Main Repair", "Emergency", 7000, "A wet patch in the front yard keeps growing."},
    {"Gas Leak Check", "Emergency", 5000, "There is a faint smell of gas near the stove."},
    {"Overflowing Toilet", "Emergency", 3500, "The upstairs toilet keeps overflowing."},
    {"No Hot Water", "Emergency", 3500, "No hot water since this morning."},
    {"Frozen Pipe Thawing", "Emergency", 4500, "Nothing comes out of the taps since the freeze."},
    {"Drain Cleaning", "Maintenance", 2500, "The kitchen sink drains very slowly."},
    {"Sewer Camera Inspection", "Maintenance", 3000, "We are buying a house and want the sewer looked at."},
    {"Water Heater Flush", "Maintenance", 2000, "Yearly flush of a 50-gallon heater."},
    {"Backflow Testing", "Maintenance", 2200, "The city wants a backflow test certificate."},
    {"Faucet Repair", "Maintenance", 1800, "The bathroom faucet drips all night."},
    {"Toilet Repair", "Maintenance", 1800, "The toilet keeps running after every flush."},
    {"Garbage Disposal Repair", "Maintenance", 1800, "The disposal hums but doesn't turn."},
    {"Water Pressure Check", "Maintenance", 1600, "The water pressure in the shower has gotten very low."},
    {"Sump Pump Service", "Maintenance", 2400, "The sump pump runs every few minutes."},
    {"Water Heater Installation", "Installation", 6000, "Our 12-year-old heater needs to be replaced."},
    {"Tankless Water Heater", "Installation", 8500, "We would like a quote for a tankless heater."},
    {"Water Softener Installation", "Installation", 5000, "Hard water: we want a softener for three bathrooms."},
    {"Dishwasher Hookup", "Installation", 1800, "A new dishwasher arrives on Friday."},
    {"Gas Line Installation", "Installation", 6500, "A gas line to the patio for a grill."},
    {"Faucet Installation", "Installation", 2000, "We bought two new faucets and need them installed."},
    {"Toilet Installation", "Installation", 2500, "Two toilets need to be replaced."},
    {"Garbage Disposal Installation", "Installation", 2000, "A new disposal under the kitchen sink."},
    {"Whole-House Filter", "Installation", 4500, "We want to filter the water for the whole house."},
    {"Bathroom Remodeling", "Renovation", 9000, "The guest bathroom from the nineties needs a remodel."},
    {"Kitchen Plumbing", "Renovation", 8000, "The sink is moving to the island in our new kitchen."},
    {"Repiping", "Renovation", 12000, "We have galvanized pipes and are thinking about a repipe."},
    {"Sewer Line Replacement", "Renovation", 11000, "Roots are in the sewer line again."},
    {"Walk-In Shower", "Renovation", 8500, "We want to replace a tub with a walk-in shower for my mother."},
};

constexpr CatalogPlumber kPlumbers[] = {
    {"Ann", "Lee", "78701", 512, "EM"},        {"Marcus", "Webb", "78702", 512, "EMI"},
    {"Rosa", "Delgado", "78704", 512, "MI"},   {"Tom", "Becker", "78705", 737, "E"},
    {"Priya", "Nair", "78721", 512, "IR"},     {"Luis", "Ortega", "78722", 512, "EM"},
    {"Dana", "Whitfield", "78723", 737, "M"},  {"Hank", "Mueller", "78724", 512, "EMIR"},
    {"Yolanda", "Reyes", "78725", 512, "MI"},  {"Kevin", "Tran", "78726", 737, "EI"},
    {"Grace", "Okafor", "78727", 512, "MIR"},  {"Pete", "Novak", "78728", 512, "EM"},
    {"Sofia", "Marino", "78729", 737, "R"},    {"Earl", "Hutchins", "78731", 512, "EMI"},
    {"Mei", "Zhang", "78735", 512, "I"},       {"Carlos", "Fuentes", "78741", 737, "EM"},
    {"Beth", "Sandoval", "78744", 512, "MIR"}, {"Omar", "Haddad", "78745", 512, "EMI"},
    {"Wade", "Jennings", "78746", 737, "IR"},  {"Ingrid", "Halvorsen", "78748", 512, "M"},
    {"Darnell", "Price", "78749", 512, "EMI"}, {"Zoë", "Ångström", "78750", 737, "IR"},
    {"Ray", "Castillo", "78753", 512, "E"},    {"June", "Park", "78758", 512, "EMR"},
};

constexpr const char *kFirstNames[] = {"Olivia", "Liam",   "Emma",    "Noah",   "Amelia",  "Mateo", "Sophia",  "Elijah",
                                       "Camila", "James",  "Isla",    "Lucas",  "Aaliyah", "Henry", "Valeria", "Daniel",
                                       "Chloé",  "Samuel", "Nora",    "José",   "Ruth",    "Caleb", "Hana",    "Walter",
                                       "Ximena", "Bao",    "Tamara",  "Curtis", "Fatima",  "Björn", "Denise",  "Ivan",
                                       "Keisha", "Paul",   "Lakshmi", "Scott",  "Renée",   "Andre", "Judy",    "Minh"};

constexpr const char *kLastNames[] = {
    "Garcia",   "Nguyen", "Smith",   "Johnson", "Martinez", "Brown",    "Davis",  "Hernandez", "Wilson",   "Patel",
    "Anderson", "Thomas", "Moore",   "Kim",     "Jackson",  "Thompson", "White",  "Ramirez",   "Clark",    "O'Neil",
    "Robinson", "Walker", "Young",   "Flores",  "Wright",   "Schmidt",  "Torres", "Hill",      "Nakamura", "Baker",
    "Carter",   "Muñoz",  "Roberts", "Turner",  "Phillips", "Kowalski", "Cruz",   "Murphy",    "Bailey",   "Singh"};

constexpr CatalogName kWorldNames[] = {{"Юлія", "Ковальчук", "yuliia.kovalchuk"},
                                       {"Дмитрий", "Соколов", "dmitry.sokolov"},
                                       {"Ελένη", "Παπαδοπούλου", "eleni.papadopoulou"},
                                       {"Γιώργος", "Νικολάου", "giorgos.nikolaou"},
                                       {"小龙", "王", "xiaolong.wang"},
                                       {"美玲", "陳", "meiling.chen"},
                                       {"さくら", "佐藤", "sakura.sato"},
                                       {"健太", "鈴木", "kenta.suzuki"},
                                       {"민준", "김", "minjun.kim"},
                                       {"서연", "이", "seoyeon.lee"},
                                       {"محمد", "الحسن", "mohammed.alhasan"},
                                       {"ليلى", "حداد", "layla.haddad"},
                                       {"נועה", "כהן", "noa.cohen"},
                                       {"अनन्या", "शर्मा", "ananya.sharma"},
                                       {"สมชาย", "ใจดี", "somchai.jaidee"},
                                       {"Անի", "Պետրոսյան", "ani.petrosyan"}};

constexpr const char *kZipCodes[] = {"78701", "78702", "78703", "78704", "78705", "78717", "78721", "78722",
                                     "78723", "78724", "78725", "78726", "78727", "78728", "78729", "78731",
                                     "78735", "78739", "78741", "78744", "78745", "78746", "78748", "78749",
                                     "78750", "78753", "78757", "78758", "78759"};
constexpr int kAreaCodes[] = {512, 737, 830, 210, 254, 979, 361, 325};
constexpr const char *kMailDomains[] = {"example.com", "example.org", "example.net"};

} // namespace

std::span<const CatalogService> services()
{
    return kServices;
}
std::span<const CatalogPlumber> plumbers()
{
    return kPlumbers;
}
std::span<const char *const> firstNames()
{
    return kFirstNames;
}
std::span<const char *const> lastNames()
{
    return kLastNames;
}
std::span<const CatalogName> worldNames()
{
    return kWorldNames;
}
std::span<const char *const> zipCodes()
{
    return kZipCodes;
}
std::span<const int> areaCodes()
{
    return kAreaCodes;
}
std::span<const char *const> mailDomains()
{
    return kMailDomains;
}

QString addressPart(const char *name)
{
    QString letters;
    for (const QChar c : QString::fromUtf8(name).normalized(QString::NormalizationForm_D).toLower())
        if (c >= u'a' && c <= u'z')
            letters += c;
    return letters;
}

} // namespace pl::demo
